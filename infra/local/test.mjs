// `npm test`: every level of tests on real servers and a real browser; the last line is the sum.
// `npm test -- <arguments>` passes the arguments to jest instead (`npm test -- --selectProjects unit`).
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

import { command, progress, requireNode } from './lib/bootstrap.mjs';
import { build } from './lib/build.mjs';
import { ensureChromium } from './lib/chromium.mjs';
import { installPackages } from './lib/install.mjs';
import { dataDir, root } from './lib/paths.mjs';
import { locateTemporal, locateTimeSkippingServer } from './lib/temporal.mjs';

/** @typedef {{ passed: number, failed: number, skipped: number }} Sum */
/** @typedef {Map<string, Sum>} Files Sums by the file of the specs; what belongs to no file stands under ''. */

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
  return close([first, await inBrowser({ OPORA_CHROMIUM: chromium }, say)]);
});

/**
 * The browser specs. A file that fails runs once more on a fresh stack: what fails again is broken; what passes then
 * hangs on the pace of the machine and is named, for somebody to mend.
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} say
 * @returns {Promise<Files>}
 */
async function inBrowser(env, say) {
  const options = ['--selectProjects', 'e2e', '--runInBand'];
  const first = await jest(options, env);
  const failed = [...first].filter(([, sum]) => sum.failed > 0).map(([file]) => file);
  if (failed.length === 0) return first;
  const named = failed.filter(Boolean);
  say(`Ещё раз на новом стенде: ${named.join(', ') || 'все'}…`);
  const second = await jest([...named, ...options], env);
  const unsteady = named.filter((file) => second.get(file)?.failed === 0);
  if (unsteady.length > 0) say(`Прошли только со второго раза, причину нужно найти: ${unsteady.join(', ')}`);
  return new Map([...[...first].filter(([file]) => !failed.includes(file)), ...second]);
}

/**
 * Runs jest to its end and counts; a file that could not be run counts as one failed test.
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Files>}
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
  const files = read(file);
  rmSync(directory, { recursive: true, force: true });
  if (code !== 0 && total([files], 'failed') === 0) files.set('', { passed: 0, failed: 1, skipped: 0 });
  return files;
}

/**
 * @param {string} file
 * @returns {Files}
 */
function read(file) {
  /** @type {import('@jest/test-result').FormattedTestResults['testResults']} */
  let results = [];
  try {
    results = JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    // Jest did not get as far as to write it: its exit code says so.
  }
  return new Map(
    results.map(({ name, status, assertionResults }) => {
      const count = (/** @type {string[]} */ ...kinds) =>
        assertionResults.filter((each) => kinds.includes(each.status)).length;
      const failed = count('failed') || (status === 'failed' ? 1 : 0);
      return [relative(root, name), { passed: count('passed'), failed, skipped: count('pending', 'todo') }];
    }),
  );
}

/**
 * @param {Files[]} runs
 * @param {keyof Sum} key
 */
function total(runs, key) {
  return runs.flatMap((files) => [...files.values()]).reduce((sum, each) => sum + each[key], 0);
}

/**
 * Prints the closing line and answers the exit code; a run without any test has failed.
 * @param {Files[]} runs
 */
function close(runs) {
  const [passed, failed, skipped] = [total(runs, 'passed'), total(runs, 'failed'), total(runs, 'skipped')];
  console.log(`\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
