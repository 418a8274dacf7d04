import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface Chunk {
  file: string;
  isEntry?: boolean;
  imports?: string[];
  css?: string[];
}
const dist = join(process.cwd(), 'apps/web/dist');
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as {
  [source: string]: Chunk;
};

/** Everything that a browser has to load for these sources before it can show them. */
function loadedBy(sources: string[], found = new Set<string>()): Set<string> {
  for (const source of sources) {
    if (found.has(source)) continue;
    found.add(source);
    loadedBy(manifest[source]!.imports ?? [], found);
  }
  return found;
}
const entry = Object.keys(manifest).find((source) => manifest[source]!.isEntry)!;
const inbox = Object.keys(manifest).find((source) => /screens\/inbox\/Inbox\w*\.vue$/.test(source))!;
/** The texts that come with a screen: its own, and those of the screens that it says it speaks. */
const textsOf = (screen: string): string[] => {
  const declared = readFileSync(join(process.cwd(), `apps/web/src/screens/${screen}/index.ts`), 'utf8');
  const others = /speaks: \[([^\]]*)\]/.exec(declared)?.[1]?.match(/[\w-]+/g) ?? [];
  return [screen, ...others].map((name) =>
    Object.keys(manifest).find((source) => source.endsWith(`screens/${name}/messages.ts`))!,
  );
};
const compressed = (sources: Set<string>): number =>
  [...sources].reduce(
    (sum, source) => sum + gzipSync(readFileSync(join(dist, manifest[source]!.file))).length,
    0,
  );

describe('the first load of the inbox', () => {
  it('takes less than 300 KB of compressed JavaScript', () => {
    const loaded = loadedBy([entry, inbox, ...textsOf('inbox')]);
    expect(existsSync(join(dist, manifest[inbox]!.file))).toBe(true);
    expect(compressed(loaded)).toBeLessThan(300_000);
  });

  it('takes along the texts of no screen that it does not show', () => {
    const loaded = [...loadedBy([entry, inbox, ...textsOf('inbox')])];
    const texts = loaded.filter((source) => /screens\/[\w-]+\/messages\.ts$/.test(source));
    expect(texts.sort()).toEqual(textsOf('inbox').sort());
  });

  it('takes along no editor of diagrams, forms, decisions or texts', () => {
    const texts = [...loadedBy([entry, inbox])]
      .map((source) => readFileSync(join(dist, manifest[source]!.file), 'utf8'))
      .join('\n');
    for (const mark of ['djs-container', 'fjs-editor', 'dmn-decision-table-container', 'cm-editor'])
      expect([mark, texts.includes(mark)]).toEqual([mark, false]);
  });
});
