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

/** @typedef {{ port: number, part: string, variable: string, host: string, code?: string }} Place */

/** @param {Place} place @returns {[string, string]} */
const occupied = ({ port, part, variable, code }) => [
  `Порт ${port} (${part}) занят другой программой (${code}).`,
  `Остановите её или задайте другой порт: ${variable}=${port < 65535 ? port + 1 : port - 1} npm start`,
];

/**
 * What keeps a port from being opened, and what to do.
 * @type {Record<string, (place: Place) => [string, string]>}
 */
const TROUBLE = {
  EACCES: ({ port, part, variable }) => [
    `Порт ${port} (${part}) может открыть только администратор (EACCES).`,
    `Задайте порт больше 1024: ${variable}=${port + 3000} npm start`,
  ],
  EADDRNOTAVAIL: ({ host, part }) => [
    `У этой машины нет адреса ${host} (${part}).`,
    'Проверьте HOST: 127.0.0.1 — только с этой машины, 0.0.0.0 — из сети.',
  ],
  ENOTFOUND: ({ host, part }) => [
    `Адрес ${host} (${part}) не найден.`,
    'Проверьте HOST: 127.0.0.1 — только с этой машины, 0.0.0.0 — из сети.',
  ],
};

/**
 * Refuses to go on while the port is taken, and says which setting moves it.
 * @param {number} port
 * @param {string} part what wants the port
 * @param {string} variable environment variable that sets it
 * @param {string} [host] address that the part listens on
 * @returns {Promise<void>}
 */
export function requireFree(port, part, variable, host = '127.0.0.1') {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) =>
      fail(
        new Failure(
          ...(TROUBLE[error.code ?? ''] ?? occupied)({
            port,
            part,
            variable,
            host,
            code: error.code,
          }),
        ),
      ),
    );
    server.listen({ port, host, exclusive: true }, () => server.close(() => done()));
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
