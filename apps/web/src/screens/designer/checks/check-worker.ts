import { tasks, type Answer, type Question } from './tasks.ts';

/** Checks files and writes diagrams off the main thread. */
self.onmessage = async ({ data: { n, task, given } }: MessageEvent<Question>) => {
  const answer = (told: Answer): void => self.postMessage(told);
  try {
    answer({ n, found: await tasks[task](given as never) });
  } catch (error) {
    answer({ n, error: error instanceof Error ? error.message : String(error) });
  }
};
