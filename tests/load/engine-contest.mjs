import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { cacheDir, folder } from '../../infra/local/lib/paths.mjs';
import { run } from '../../infra/local/lib/run.mjs';
import { median } from './engine/measures.mjs';

const here = (file) => fileURLToPath(new URL(`engine/${file}`, import.meta.url));
const SPIFF = 'SpiffWorkflow==3.2.0';

/** A contender in a process of its own, which stays warm between its rounds. */
class Contender {
  #child;
  #answers;
  completionsPerCpuSecond = [];
  completionsPerSecond = [];

  constructor(name, command, args, cases, env = {}) {
    this.name = name;
    this.cases = cases;
    this.#child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    this.#answers = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  async #answer() {
    const { value, done } = await this.#answers.next();
    if (done) throw new Error(`${this.name} has ended; its words are above`);
    return JSON.parse(value);
  }

  ready() {
    return this.#answer();
  }

  async round(number, counts) {
    this.#child.stdin.write(`${JSON.stringify({ cases: this.cases, from: number * this.cases })}\n`);
    const { completions, cpu, wall } = await this.#answer();
    if (completions !== this.cases * 6)
      throw new Error(`${this.name}: expected ${this.cases * 6} completions, found ${completions}`);
    if (!counts) return;
    this.completionsPerCpuSecond.push(completions / cpu);
    this.completionsPerSecond.push(completions / wall);
  }

  stop() {
    this.#child.kill();
  }
}

/** SpiffWorkflow from PyPI in the project's cache; undefined, with a word, where it cannot be had. */
async function spiffFolder() {
  const place = join(folder(cacheDir), SPIFF.replaceAll('=', '-'));
  if (existsSync(join(place, 'SpiffWorkflow'))) return place;
  const { code, out } = await run('python3', [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--target',
    place,
    SPIFF,
  ]).catch((error) => ({ code: 1, out: String(error) }));
  if (code === 0) return place;
  console.log(`SpiffWorkflow is left out: pip cannot install ${SPIFF} (${out.trim().split('\n').at(-1)})`);
  return undefined;
}

/** Completions a second of the engine and its peers on the support case: rounds in turns, medians. */
export async function contest({ rounds, scale }) {
  const node = (file, cases, name, ...args) =>
    new Contender(name, process.execPath, [here(file), ...args], cases);
  const contenders = [
    node('opora.contender.mjs', 1000 * scale, 'opora'),
    node('opora.contender.mjs', 500 * scale, 'opora, state through JSON at each step', '--json'),
    node('bpmn-engine.contender.mjs', 40 * scale, 'bpmn-engine 25'),
  ];
  const spiff = await spiffFolder();
  if (spiff)
    contenders.push(
      new Contender('SpiffWorkflow 3.2', 'python3', [here('spiff.contender.py')], 100 * scale, {
        PYTHONPATH: spiff,
      }),
    );
  try {
    await Promise.all(contenders.map((contender) => contender.ready()));
    // The first rounds warm up; then in turns, so that whatever else the machine does meets all alike.
    for (let round = -2; round < rounds; round++)
      for (const contender of contenders) await contender.round(round + 2, round >= 0);
  } finally {
    for (const contender of contenders) contender.stop();
  }
  return Object.fromEntries(
    contenders.map((one) => [
      one.name,
      {
        completionsPerCpuSecond: Math.round(median(one.completionsPerCpuSecond)),
        completionsPerSecond: Math.round(median(one.completionsPerSecond)),
      },
    ]),
  );
}
