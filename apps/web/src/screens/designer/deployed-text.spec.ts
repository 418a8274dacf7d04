import { describe, expect, it } from '@jest/globals';
import type { Deployment } from '@opora/contracts';
import { deployedText } from './deployed-text.ts';

const one = (id: string, version: number, isNew: boolean) => ({
  id,
  version,
  hash: id,
  name: null,
  new: isNew,
});
const made = (more: Partial<Deployment>): Deployment => ({
  id: 'd',
  processes: [{ ...one('expertise', 3, false), name: 'Экспертиза' }],
  decisions: [],
  forms: [],
  stage: null,
  problems: [],
  ...more,
});
const t = (key: string, values: object = {}): string =>
  `${key.split('.').at(-1)} ${Object.values(values).join(', ')}`;

describe('what is said after a deployment', () => {
  it('names the new version of the process', () => {
    const processes = [one('other', 1, false), { ...one('expertise', 4, true), name: 'Экспертиза' }];
    expect(deployedText(made({ processes }), 'expertise', t)).toBe('done Экспертиза, 4');
  });

  it('names tables and forms that are new while the diagram is as before', () => {
    const news = { decisions: [one('advice', 2, true), one('old', 1, false)], forms: [one('vote', 5, true)] };
    expect(deployedText(made(news), 'expertise', t)).toBe('parts table advice, 2; forms 1, Экспертиза, 3');
    expect(deployedText(made({ ...news, processes: [], forms: [] }), 'fed-30x2', t)).toBe(
      'only table advice, 2, fed-30x2, ',
    );
  });

  it('tells that nothing which runs has changed', () => {
    expect(deployedText(made({}), 'expertise', t)).toBe('same Экспертиза');
  });
});
