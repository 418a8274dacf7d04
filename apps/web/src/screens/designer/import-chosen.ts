import { brokenPlace } from './broken-place.ts';
import type { Imported } from './import-files.ts';

/** Longer than this no folder of models takes, on a slow machine too. */
const PATIENCE = 30_000;

/** Reads chosen files in a worker of their own, which is ended when it takes too long. Throws in words for people. */
export function importChosen(chosen: File[], tooLong: string): Promise<Imported> {
  const worker = new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Imported>((done, failed) => {
    const late = setTimeout(() => failed(new Error(tooLong)), PATIENCE);
    worker.onmessage = ({ data }: MessageEvent<{ imported?: Imported; problem?: string }>) => {
      clearTimeout(late);
      if (data.imported) done(withLines(data.imported));
      else failed(new Error(data.problem));
    };
    worker.onerror = (event) => {
      clearTimeout(late);
      failed(new Error(event.message));
    };
    worker.postMessage(chosen);
  }).finally(() => worker.terminate());
}

/** The browser's own reader, which a worker has not, names the line at which a diagram breaks off. */
const withLines = (imported: Imported): Imported => ({
  ...imported,
  broken: imported.broken.map((each) => ({
    ...each,
    ...brokenPlace(each.message, imported.files[each.path] ?? ''),
  })),
});
