import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { folder } from './paths.mjs';
import { fingerprint, signalProcess } from './process-table.mjs';
import { pause } from './run.mjs';
import { waitUntil } from './ports.mjs';

/**
 * What a part runs and how it tells that it is ready.
 * @typedef {{
 *   name: string, command: string, args: string[], cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number,
 *   ready: () => Promise<boolean>, readySeconds?: number, stopSignal?: NodeJS.Signals, stopSeconds?: number,
 * }} PartOptions
 */

/** One supervised process of the stack: started, logged, restarted with growing pauses when it dies, stopped by its id. */
export class Part {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  #child;
  #wanted = false;
  #restarts = 0;
  #cameUp = false;
  #startedAt = 0;
  /** @type {string | undefined} */
  #exit;
  /** @type {PartOptions} */
  #options;
  /** @type {string} */
  #pidFile;
  /** @type {(line: string) => void} */
  #say;
  /** @type {AbortSignal | undefined} */
  #signal;

  /**
   * @param {PartOptions} options
   * @param {import('./servers.mjs').Place} place
   */
  constructor(options, { data, say, signal }) {
    this.#signal = signal;
    this.#options = options;
    this.#say = say;
    this.log = join(folder(join(data, 'logs')), `${options.name}.log`);
    this.#pidFile = join(folder(join(data, 'run')), `${options.name}.json`);
  }

  /** Name of the part, as in its log file. */
  get name() {
    return this.#options.name;
  }

  /** Process id while the part runs. */
  get pid() {
    return this.#child?.pid;
  }

  /** How often the part was started again after it died by itself. */
  get restarts() {
    return this.#restarts;
  }

  /** Starts the process and waits until it is ready. */
  async start() {
    await endLeftover(this.#pidFile, this.#say);
    this.#wanted = true;
    this.#spawn();
    await this.ready();
    this.#cameUp = true;
  }

  /** Waits until the part answers; fails when it ends before. */
  ready() {
    const { ready, readySeconds = 60 } = this.#options;
    return this.waitFor(ready, readySeconds);
  }

  /**
   * Waits for something that this part must bring about; fails when the part ends for good before.
   * @param {() => Promise<boolean>} condition
   * @param {number} seconds
   */
  waitFor(condition, seconds) {
    const abort = () => {
      this.#signal?.throwIfAborted();
      return this.#wanted ? undefined : this.#exit;
    };
    return waitUntil(condition, { seconds, what: this.name, log: this.log, abort });
  }

  /** Stops the process politely, and by force when it does not go in time. */
  async stop() {
    this.#wanted = false;
    const child = this.#child;
    if (!child?.pid) return;
    const gone = new Promise((done) => child.once('close', done));
    signalProcess(child.pid, this.#options.stopSignal ?? 'SIGTERM');
    const forced = setTimeout(
      () => child.pid && signalProcess(child.pid, 'SIGKILL'),
      (this.#options.stopSeconds ?? 15) * 1000,
    );
    await gone;
    clearTimeout(forced);
  }

  /** Kills the process as a power cut would; the supervision then starts it again. */
  kill() {
    if (this.#child?.pid) signalProcess(this.#child.pid, 'SIGKILL');
  }

  #spawn() {
    const { command, args, cwd, env, uid, gid, name } = this.#options;
    const file = openSync(this.log, 'a');
    // Its own session: Ctrl+C in the terminal reaches only the supervisor, which then stops the parts in order.
    const child = spawn(command, args, {
      ...{ cwd, env: env ?? process.env, uid, gid },
      stdio: ['ignore', file, file],
      detached: process.platform !== 'win32',
    });
    closeSync(file);
    this.#child = child;
    this.#startedAt = Date.now();
    child.once('error', (error) => this.#ended(child, error.message));
    child.once('close', (code, signal) =>
      this.#ended(child, signal ? `остановлен сигналом ${signal}` : `завершился с кодом ${code}`),
    );
    if (child.pid)
      writeFileSync(
        this.#pidFile,
        JSON.stringify({
          pid: child.pid,
          is: fingerprint(child.pid),
          name,
          stopSignal: this.#options.stopSignal,
        }),
      );
  }

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} how
   */
  #ended(child, how) {
    if (this.#child !== child) return;
    this.#child = undefined;
    this.#exit = how;
    rmSync(this.#pidFile, { force: true });
    if (!this.#wanted) return;
    void this.#restart(how);
  }

  /** @param {string} how */
  async #restart(how) {
    if (!this.#cameUp) {
      // It never came up: the caller of start() reports it, with the log.
      this.#wanted = false;
      return;
    }
    const quick = Date.now() - this.#startedAt < 60_000;
    this.#restarts += 1;
    const wait = quick ? Math.min(30_000, 500 * 2 ** Math.min(this.#restarts - 1, 6)) : 500;
    this.#say(`${this.name} ${how}; перезапуск через ${wait / 1000} с (журнал: ${this.log})`);
    await pause(wait);
    if (!this.#wanted) return;
    this.#spawn();
    await this.ready().then(
      () => this.#say(`${this.name} снова работает`),
      () => undefined,
    );
  }
}

/**
 * A run that was killed leaves its processes behind; they hold ports and data, so they end before anything is started.
 * @param {import('./servers.mjs').Place} place
 * @returns {Promise<void>}
 */
export async function endLeftovers({ data, say }) {
  const directory = folder(join(data, 'run'));
  const files = readdirSync(directory).filter((name) => name.endsWith('.json') && name !== 'lock.json');
  await Promise.all(files.map((name) => endLeftover(join(directory, name), say)));
}

/**
 * @param {string} file
 * @param {(line: string) => void} say
 */
async function endLeftover(file, say) {
  if (!existsSync(file)) return;
  const left = JSON.parse(readFileSync(file, 'utf8'));
  const alive = () => fingerprint(left.pid) !== undefined && fingerprint(left.pid) === left.is;
  if (alive()) {
    say(`${left.name}: останавливаю процесс ${left.pid}, оставшийся от прерванного запуска`);
    signalProcess(left.pid, left.stopSignal ?? 'SIGTERM');
    for (let tenths = 0; tenths < 150 && alive(); tenths++) await pause(100);
    if (alive()) signalProcess(left.pid, 'SIGKILL');
    for (let tenths = 0; tenths < 20 && alive(); tenths++) await pause(100);
  }
  rmSync(file, { force: true });
}
