import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Screen } from './screen.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(?<!\.spec)\.(ts|vue)$/.test(name),
);

describe('links to screens', () => {
  it('name the parameters that the address of the screen has', async () => {
    const paths = new Map<string, string>([['not-found', '/:rest(.*)*']]);
    for (const name of readdirSync(join(root, 'screens'))) {
      const { screen } = (await import(join(root, 'screens', name, 'index.ts'))) as { screen: Screen };
      paths.set(screen.name, screen.path);
    }
    const wrong: string[] = [];
    let links = 0;
    for (const file of files)
      for (const [, name = '', params = ''] of readFileSync(join(root, file), 'utf8').matchAll(
        /name: '([a-z-]+)',\s*params: [^{]*\{([^}]*)\}/g,
      )) {
        links += 1;
        for (const [, key] of params.matchAll(/(\w+)(?=:)/g))
          if (!paths.get(name)?.includes(`:${key}`)) wrong.push(`${file}: ${name} has no ${key}`);
      }
    expect(links).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });
});
