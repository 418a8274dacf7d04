import { answersOk } from '@opora/local/lib/stack';
import { waitUntil } from '@opora/local/lib/ports';
import { pause } from '@opora/local/lib/run';
import { shuffle } from './random.mjs';

/**
 * One kill as the report shows it.
 * @typedef {{ part: string, afterActs: number, downMs: number }} Kill
 */

/**
 * Plans the kills: each part `times` times, at random moments spread over the whole work.
 * @param {{ parts: string[], times: number, acts: number, next: () => number }} options
 * @returns {{ part: string, at: number }[]}
 */
export function plan({ parts, times, acts, next }) {
  const order = shuffle(
    parts.flatMap((part) => Array.from({ length: times }, () => part)),
    next,
  );
  const share = acts / (order.length + 1);
  return order.map((part, index) => ({ part, at: Math.floor((index + 0.3 + 0.6 * next()) * share) }));
}

/**
 * Carries the plan out with SIGKILL; the supervision of the stack starts every part again.
 * @param {{
 *   stack: import('@opora/local/lib/stack').Stack, kills: { part: string, at: number }[],
 *   acts: () => number, next: () => number, done: (kill: Kill) => void, failed: () => boolean,
 * }} options
 */
export async function runKiller({ stack, kills, acts, next, done, failed }) {
  for (const { part: name, at } of kills) {
    while (acts() < at && !failed()) await pause(10);
    if (failed()) return;
    await pause(next() * 200);
    const part = stack.parts.get(name);
    if (!part) throw new Error(`нет части ${name}`);
    const before = part.pid;
    const afterActs = acts();
    const began = Date.now();
    part.kill();
    await waitUntil(() => part.pid !== undefined && part.pid !== before, {
      seconds: 60,
      what: `${name} после SIGKILL`,
      log: part.log,
    });
    await part.ready();
    await waitUntil(() => answersOk(`${stack.url}/api/health/ready`), {
      seconds: 60,
      what: `готовность после ${name}`,
      log: part.log,
    });
    done({ part: name, afterActs, downMs: Date.now() - began });
  }
}
