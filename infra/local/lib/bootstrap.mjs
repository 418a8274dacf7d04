import { Failure } from './failure.mjs';

/** Refuses a Node.js that the program does not run on, before anything else fails in a stranger way. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Failure(
    `Нужен Node.js 20.19 или новее, найден ${process.versions.node}.`,
    'Поставьте новый Node.js: https://nodejs.org',
  );
}

/**
 * Tells progress in plain lines with the seconds since the start.
 * @returns {(line: string) => void}
 */
export function progress() {
  const began = Date.now();
  return (line) => console.log(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} с] ${line}`);
}

/**
 * Runs a command's main function; an expected failure is shown without a stack, and the exit code is 1.
 * @param {() => Promise<number | void>} main
 */
export async function command(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    console.error(error instanceof Failure ? `\nОшибка: ${error.message}` : error);
    process.exit(1);
  }
}

/**
 * Turns Ctrl+C and SIGTERM into an abort signal, so that whatever is under way ends and what was started is stopped.
 * @param {(line: string) => void} say
 * @returns {{ signal: AbortSignal, stopped: Promise<void> }}
 */
export function untilStopped(say) {
  const controller = new AbortController();
  const stopped = new Promise((/** @type {(value: void) => void} */ done) => {
    for (const name of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(name, () => {
        if (!controller.signal.aborted) say('Останавливаю…');
        controller.abort();
        done();
      });
    }
  });
  return { signal: controller.signal, stopped };
}
