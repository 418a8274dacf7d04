import { beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Screen } from '../screen.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folders = readdirSync(join(root, 'screens'));

/** A text as it is spoken: 'inbox.title'; what is compared with (`case 'case.started'`) is a kind of entry, not a text. */
const SPOKEN = /(?<!case |=== )['"`]([a-z][a-zA-Z-]*)\.([\w.-]+)/g;

/** What a file of the web app imports of it, at once or later. */
function importsOf(path: string, text: string): string[] {
  const named = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, to = '']) =>
    join(dirname(path), to),
  );
  // Views of fields and editors of files are found by a pattern: `./views/*/index.ts`.
  const patterns = [...text.matchAll(/import\.meta\.glob[^(]*\(\s*'(\.[^'*]+)\*/g)].flatMap(([, to = '']) => {
    const folder = join(dirname(path), to);
    return readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'index.ts')]);
  });
  return [...named, ...patterns].filter((file) => /\.(ts|vue)$/.test(file) && existsSync(file));
}
function reach(path: string, seen = new Map<string, string>()): Map<string, string> {
  // The router leads to all screens, which bring their own.
  if (seen.has(path) || path.endsWith('router.ts')) return seen;
  const text = readFileSync(path, 'utf8');
  seen.set(path, text);
  for (const next of importsOf(path, text)) reach(next, seen);
  return seen;
}
/** Whether texts have a key, or (for a key that is put together) something below the beginning of it. */
const has = (texts: object, key: string): boolean => {
  let at: unknown = texts;
  for (const part of key.split('.').filter(Boolean)) {
    if (typeof at !== 'object' || at === null || !(part in at)) return false;
    at = (at as { [part: string]: unknown })[part];
  }
  return true;
};

describe('texts that come with a screen', () => {
  const all = new Map<string, { screen: Screen; ru: object }>();
  beforeAll(async () => {
    for (const name of folders) {
      const { screen } = (await import(join(root, 'screens', name, 'index.ts'))) as { screen: Screen };
      const { messages } = (await import(join(root, 'screens', name, 'messages.ts'))) as {
        messages: { ru: object };
      };
      all.set(name, { screen, ru: messages.ru });
    }
  });

  /** The screens of whose texts the parts speak that a file leads to. */
  function spokenFrom(file: string): string[] {
    const spoken = new Set<string>();
    for (const [path, text] of reach(join(root, file))) {
      if (path.endsWith('messages.ts')) continue;
      for (const [, screen = '', key = ''] of text.matchAll(SPOKEN))
        if (all.has(screen) && has(all.get(screen)!.ru, key)) spoken.add(screen);
    }
    return [...spoken].sort();
  }

  it.each(folders)('are all that its parts speak: %s', (name) => {
    const { speaks = [] } = all.get(name)!.screen;
    const others = spokenFrom(`screens/${name}/index.ts`).filter((other) => other !== name);
    expect(others).toEqual([...speaks].sort());
  });

  it('are not spoken by the frame around it', () => {
    expect(spokenFrom('App.vue')).toEqual([]);
  });

  it('have the name of their folder', () => {
    expect([...all].filter(([name, { screen }]) => screen.name !== name)).toEqual([]);
  });
});
