import { describe, expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { root } from '../lib/paths.mjs';

/** Markdown files of the repository, without packages and generated folders. */
function pages(folder = root): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'coverage'].includes(entry.name) || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return pages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

/** Links to files and, in the recipes, paths in backquotes that start at the root. */
function references(page: string): { text: string; path: string }[] {
  const text = readFileSync(page, 'utf8');
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:|<)([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => ({
    text: link,
    path: join(dirname(page), link),
  }));
  const named = [...text.matchAll(/`((?:apps|packages|workflows|infra|tests|docs)\/[\w./@-]+)`/g)].map(
    ([, name = '']) => ({
      text: name,
      path: join(root, name),
    }),
  );
  return [...links, ...named];
}

describe('the documentation', () => {
  it.each(pages().map((page) => [page.slice(root.length + 1), page]))(
    '%s names only files that are there',
    (_, page) => {
      const missing = references(page).filter(
        ({ path, text }) => !/(^|\/)(dist|node_modules)\//.test(text) && !existsSync(path),
      );
      expect(missing.map(({ text }) => text)).toEqual([]);
    },
  );
});
