// `npm test`: every level of tests on real servers and a real browser; the last line is the sum.
// `npm test -- <arguments>` passes the arguments to jest instead (`npm test -- --selectProjects unit`).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { command, progress, requireNode } from './lib/bootstrap.mjs';
import { build } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { installPackages } from './lib/install.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { locateTemporal, locateTimeSkippingServer } from './lib/temporal.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Sum */

await command(async () => {
  requireNode();
  const say = progress();
  const place = { say, data: dataDir() };
  await installPackages(place);
  const own = process.argv.slice(2);
  await locateTemporal({ log: say });
  await locateTimeSkippingServer({ log: say });
  if (own.length > 0) return close([await jest(own)]);

  await build(place);
  const chromium = await ensureChromium(place);
  say('Проверки движка, узлов программы и моделей…');
  const first = await jest(['--selectProjects', 'unit', 'integration', '--maxWorkers=2']);
  say('Проверки в браузере…');
  // One at a time: each drives a browser against a whole stack, and two cores hold one of those.
  const second = await jest(['--selectProjects', 'e2e', '--runInBand'], { OPORA_CHROMIUM: chromium });
  return close([first, second]);
});

/**
 * Runs jest to its end and counts; a file that could not be run counts as one failed test.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Sum>}
 */
async function jest(args, env = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'opora-jest-'));
  const file = join(directory, 'result.json');
  const code = await new Promise((done) => {
    const options = [
      '--experimental-vm-modules',
      '--no-warnings',
      join(root, 'node_modules/jest/bin/jest.js'),
    ];
    spawn(process.execPath, [...options, '--json', `--outputFile=${file}`, ...args], {
      cwd: root,
      env: { ...process.env, NODE_ENV: 'test', ...env },
      // With --json jest repeats the result on standard output; the report for people is on standard error.
      stdio: ['ignore', 'ignore', 'inherit'],
    }).on('close', done);
  });
  const sum = read(file);
  rmSync(directory, { recursive: true, force: true });
  if (code !== 0 && sum.failed === 0) sum.failed = 1;
  return sum;
}

/**
 * @param {string} file
 * @returns {Sum}
 */
function read(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

/**
 * Prints the closing line and answers the exit code; a run without any test has failed.
 * @param {Sum[]} sums
 */
function close(sums) {
  const total = (/** @type {keyof Sum} */ key) => sums.reduce((sum, each) => sum + each[key], 0);
  const [passed, failed, skipped] = [total('passed'), total('failed'), total('skipped')];
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
