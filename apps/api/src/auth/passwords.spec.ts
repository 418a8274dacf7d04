import { expect, it } from '@jest/globals';

import { newSecret } from './passwords.ts';

it('a secret begins with a word, never with a dash that a command line takes for an option', () => {
  const secrets = Array.from({ length: 200 }, newSecret);
  expect(secrets.filter((secret) => !/^opora_[\w-]{43}$/.test(secret))).toEqual([]);
  expect(new Set(secrets).size).toBe(200);
});
