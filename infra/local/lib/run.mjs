import { spawn } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

import { Failure } from './failure.mjs';

/**
 * Waits for the given time.
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Runs a command to its end and answers its exit code and what it printed; it never throws for a bad exit.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, uid?: number, gid?: number, input?: string }} [options]
 * @returns {Promise<{ code: number, out: string }>}
 */
export function run(command, args, options = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { ...options, stdio: ['pipe', 'pipe', 'pipe'] });
    let out = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (out += chunk));
    child.on('error', (error) => done({ code: 127, out: `${out}${error.message}` }));
    child.on('close', (code) => done({ code: code ?? 1, out }));
    child.stdin.end(options.input ?? '');
  });
}

/**
 * Runs a command with its output in a log file; a bad exit is a Failure that names the log and shows its end.
 * @param {string} what the step in words
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, log: string, signal?: AbortSignal }} options
 * @returns {Promise<void>}
 */
export async function runLogged(what, command, args, { log, ...options }) {
  const file = openSync(log, 'a');
  let output = '';
  const code = await new Promise((done) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(0, 200_000);
      writeSync(file, chunk);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => ((output += error.message), done(127)));
    child.on('close', done);
  });
  closeSync(file);
  options.signal?.throwIfAborted();
  if (code !== 0)
    throw new Failure(
      `${what}: «${command} ${args.join(' ')}» ended with ${code}.\n${essence(output)}`,
      `The whole log: ${log}`,
    );
}

/**
 * The lines of a long output that say what went wrong: the first ones that speak of an error, else its end.
 * @param {string} output
 * @returns {string}
 */
function essence(output) {
  const lines = output.split('\n').filter((line) => line.trim());
  const errors = lines.filter((line) => /error|fail|ошибка/i.test(line));
  return (errors.length > 0 ? errors.slice(0, 12) : lines.slice(-12)).join('\n');
}
