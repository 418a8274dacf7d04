import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('/messages.ts') || path === 'i18n/common.ts')
  .sort();

/** Every key with the parameters of its text. */
function keysOf(texts: object, at = ''): string[] {
  return Object.entries(texts).flatMap(([key, text]: [string, unknown]) =>
    typeof text === 'object' && text !== null
      ? keysOf(text, `${at}${key}.`)
      : [`${at}${key} ${[...new Set(String(text).match(/\{\w+\}/g) ?? [])].sort().join(' ')}`.trim()],
  );
}

it.each(files)('%s says the same things in Russian and in English', async (path) => {
  const module = (await import(join(root, path))) as { [name: string]: { ru: object; en: object } };
  const messages = module['messages'] ?? module['common'];
  expect(keysOf(messages!.ru).sort()).toEqual(keysOf(messages!.en).sort());
});

it('finds the texts of the screens', () => {
  expect(files.length).toBeGreaterThan(10);
});
