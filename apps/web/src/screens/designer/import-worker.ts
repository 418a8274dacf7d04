import { readImported } from './import-files.ts';

/** Reads chosen files off the main thread: what is found, or why they cannot be taken. */
self.onmessage = async ({ data }: MessageEvent<File[]>) => {
  try {
    self.postMessage({ imported: await readImported(data) });
  } catch (error) {
    self.postMessage({ problem: error instanceof Error ? error.message : String(error) });
  }
};
