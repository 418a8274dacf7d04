import { Worker } from 'node:worker_threads';
import type { MatchingTask, WeighedProposal } from '@opora/domain/matching';

/** What the thread answers: the proposal, or why there is none. */
export type Solved = { proposal: WeighedProposal } | { refused: string };

/** The newest task in the queue; one is solved at a time, so that other requests keep a processor. */
let last: Promise<unknown> = Promise.resolve();

/** Solves an assignment in a thread of its own: seconds of work that would hold up every other request. */
export function solveAside(task: MatchingTask): Promise<Solved> {
  const solved = last.then(() => run(task));
  last = solved.catch(() => undefined);
  return solved;
}

function run(task: MatchingTask): Promise<Solved> {
  return new Promise((resolve, reject) => {
    const worker = openThread(task);
    worker.once('message', (answer: Solved) => resolve(answer));
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`The matching thread ended with code ${code} before it answered.`)),
    );
  });
}

/** Under tests the sources run as they are, and a thread does not inherit what reads TypeScript. */
function openThread(workerData: MatchingTask): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('./matching.thread.js', import.meta.url), { workerData });
  const source = JSON.stringify(new URL('./matching.thread.ts', import.meta.url).href);
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); });`,
    { eval: true, workerData, execArgv: ['--conditions=opora-source'] },
  );
}
