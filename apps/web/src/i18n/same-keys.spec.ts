import { describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /(^|[\\/])(messages|common)\.ts$/.test(path),
);

/** Paths of all texts, such as `editor.undo`. */
function keysOf(texts: object, before = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? keysOf(value as object, `${before}${key}.`)
      : [`${before}${key}`],
  );
}

describe('texts of the screens', () => {
  it.each(files)('are there in both languages: %s', async (path) => {
    const module = (await import(`${root}${path}`)) as { [name: string]: unknown };
    const sets = Object.values(module).filter(
      (each): each is { ru: object; en: object } =>
        typeof each === 'object' && each !== null && 'ru' in each && 'en' in each,
    );
    expect(sets.length).toBeGreaterThan(0);
    for (const { ru, en } of sets) expect(keysOf(en).sort()).toEqual(keysOf(ru).sort());
  });
});
