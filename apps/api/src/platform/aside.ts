import { Worker } from 'node:worker_threads';
import { Problem } from './problem.ts';

/** A kind of work that has a thread of its own. */
export interface AsideWork {
  /** `import.meta.url` of the module beside which the thread's module lies. */
  beside: string;
  /** File of the thread without its ending: it answers its `workerData` with one message. */
  thread: string;
  /** How long one piece may take, in milliseconds. */
  patience: number;
  /** Most that the heap of one piece may hold, in MB. */
  memory: number;
  /** Says to people that a piece took more than that, and what to do. */
  tooMuch: string;
}

/**
 * Does work in a thread of its own, so that seconds of it hold up no other request: one piece of a kind at a time, in order. A
 * piece that takes too long or too much memory is ended and refused in words; what the thread throws is thrown here.
 */
export function aside<Task, Answer>(work: AsideWork): (task: Task) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const done = last.then(() => run<Answer>(work, task));
    last = done.catch(() => undefined);
    return done;
  };
}

function run<Answer>(
  { beside, thread, patience, memory, tooMuch }: AsideWork,
  task: unknown,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const worker = openThread({ beside, thread, memory }, task);
    const refused = (cause?: Error): void => reject(new Problem('refused', tooMuch, { cause }));
    const timer = setTimeout(() => {
      refused();
      void worker.terminate();
    }, patience);
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? refused(error) : reject(error),
    );
    worker.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The thread «${thread}» ended with code ${code} before it answered.`));
    });
  });
}

/** Under tests the sources run as they are, and a thread does not inherit what reads TypeScript. */
function openThread(
  { beside, thread, memory }: Pick<AsideWork, 'beside' | 'thread' | 'memory'>,
  workerData: unknown,
): Worker {
  const options = { workerData, resourceLimits: { maxOldGenerationSizeMb: memory } };
  if (!beside.endsWith('.ts')) return new Worker(new URL(`./${thread}.js`, beside), options);
  const source = JSON.stringify(new URL(`./${thread}.ts`, beside).href);
  return new Worker(
    `import('tsx/esm/api').then(({ register }) => { register(); return import(${source}); });`,
    { ...options, eval: true, execArgv: ['--conditions=opora-source'] },
  );
}
