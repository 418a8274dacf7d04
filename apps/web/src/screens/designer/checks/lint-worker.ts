import type { Known } from '@opora/modeling';
import { lintDiagram } from '@opora/modeling/bpmnlint';

/** Checks diagrams off the main thread: a question has a number, and so has its answer. */
self.onmessage = async ({ data }: MessageEvent<{ n: number; xml: string; known: Known }>) => {
  try {
    self.postMessage({ n: data.n, problems: await lintDiagram(data.xml, data.known) });
  } catch (error) {
    self.postMessage({ n: data.n, error: error instanceof Error ? error.message : String(error) });
  }
};
