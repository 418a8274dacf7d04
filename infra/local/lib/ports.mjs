import { createServer, connect } from 'node:net';

import { Failure } from './failure.mjs';
import { pause } from './run.mjs';

/**
 * Answers a free loopback port.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? done(address.port) : fail(new Error('no port')),
      );
    });
  });
}

/**
 * Tells whether anything accepts connections there.
 * @param {number} port
 * @param {string} [host]
 * @returns {Promise<boolean>}
 */
export function listening(port, host = '127.0.0.1') {
  return new Promise((done) => {
    const socket = connect({ port, host });
    const end = (/** @type {boolean} */ answer) => {
      socket.destroy();
      done(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.setTimeout(2000, () => end(false));
  });
}

/**
 * Refuses to go on while the port is taken, and says which setting moves it.
 * @param {number} port
 * @param {string} part what wants the port
 * @param {string} variable environment variable that sets it
 * @returns {Promise<void>}
 */
export function requireFree(port, part, variable) {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      fail(
        new Failure(
          `Порт ${port} (${part}) занят другой программой (${error.code}).`,
          `Остановите её или задайте другой порт: ${variable}=${port + 1} npm start`,
        ),
      ),
    );
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => done()));
  });
}

/**
 * Waits until the condition holds; past the limit it fails with the given words.
 * @param {() => Promise<boolean> | boolean} condition
 * @param {{ seconds: number, what: string, log?: string, abort?: () => string | undefined }} options
 * @returns {Promise<void>}
 */
export async function waitUntil(condition, { seconds, what, log, abort }) {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    const reason = abort?.();
    if (reason) throw new Failure(`${what}: ${reason}.`, log && `Журнал: ${log}`);
    if (Date.now() > end) throw new Failure(`${what}: не готово за ${seconds} с.`, log && `Журнал: ${log}`);
    await pause(100);
  }
}
