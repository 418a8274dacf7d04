import type { Answer, Question, Tasks } from './tasks.ts';

const waiting = new Map<number, { done: (found: never) => void; failed: (error: Error) => void }>();
let worker: Worker | undefined;
let last = 0;

/** Has the worker of the checks do something; it is begun when it is first needed, and again when it broke down. */
export function ask<T extends keyof Tasks>(
  task: T,
  given: Parameters<Tasks[T]>[0],
): Promise<Awaited<ReturnType<Tasks[T]>>> {
  worker ??= begin();
  const question: Question = { n: ++last, task, given };
  return new Promise((done, failed) => {
    waiting.set(question.n, { done, failed });
    worker!.postMessage(question);
  });
}

function begin(): Worker {
  const made = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
  made.onmessage = ({ data }: MessageEvent<Answer>) => {
    const asked = waiting.get(data.n);
    waiting.delete(data.n);
    if ('error' in data) asked?.failed(new Error(data.error));
    else asked?.done(data.found as never);
  };
  made.onerror = (event) => {
    for (const { failed } of waiting.values()) failed(new Error(event.message));
    waiting.clear();
    worker = undefined;
  };
  return made;
}
