import type { ProjectFile } from '@opora/modeling';
import { runAllScenarios } from './scenario-runs.ts';

/** Plays scenarios off the main thread: a question has a number, and so has its answer. */
self.onmessage = async ({ data }: MessageEvent<{ n: number; files: ProjectFile[]; folder: string }>) => {
  const { n, files, folder } = data;
  try {
    self.postMessage({ n, report: await runAllScenarios(files, folder) });
  } catch (error) {
    self.postMessage({ n, error: error instanceof Error ? error.message : String(error) });
  }
};
