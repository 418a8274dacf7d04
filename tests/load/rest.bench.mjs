// Opora over REST against other engines over REST, by a load driver that is given with --driver: the same workload,
// the same protocol, one engine after the other on the same machine.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { readConfig } from '../../infra/local/lib/config.mjs';
import { temporaryFolder } from '../../infra/local/lib/paths.mjs';
import { freePort } from '../../infra/local/lib/ports.mjs';
import { query } from '../../infra/local/lib/postgres.mjs';
import { startStack } from '../../infra/local/lib/stack.mjs';
import { processorTime, usedBetween } from './processor-time.mjs';

const usage = `npm run bench -- rest --driver DIR [--engines opora,operaton,flowable] [--size small|full] [--phases LIST] [--profile DIR] [--json FILE]
  --driver   folder of the load driver: node/drive.mjs and, for peers, bench.sh with their servers built
  --profile  writes processor profiles of API and worker there`;
const { values: options } = parseArgs({
  options: {
    driver: { type: 'string' },
    engines: { type: 'string', default: 'opora' },
    size: { type: 'string', default: 'full' },
    phases: { type: 'string' },
    profile: { type: 'string' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help || !options.driver || !['small', 'full'].includes(options.size)) {
  console.log(usage);
  process.exit(options.help ? 0 : 2);
}
const driver = resolve(options.driver);
if (!existsSync(join(driver, 'node/drive.mjs'))) {
  console.error(`--driver: expected node/drive.mjs in ${driver}, found none`);
  process.exit(2);
}

/** Arguments of the driver that make a run of a few minutes, to see that all works and where the time goes. */
const SMALL =
  '--cases 60 --warmup 30 --rounds 2 --latency-cases 20 --steady-warmup 120 --open 500 --open-samples 40 --inbox 50 --timers 100 --deploys 3 --quiet-wait 0';
const small = options.size === 'small';
const scratch = temporaryFolder('opora-rest-');
const out = join(scratch, 'results.jsonl');
const phases = options.phases ? ['--phases', options.phases] : [];

/** Runs a program with its output shown; the driver's lines are long and tell of progress. */
function run(command, args, env = {}) {
  return new Promise((done, failed) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
    });
    child.stdout.on('data', (data) => {
      for (const line of String(data).split('\n')) if (line) console.log(line.slice(0, 200));
    });
    child.once('error', failed);
    child.once('exit', (code) => (code === 0 ? done() : failed(new Error(`${command} ended with ${code}`))));
  });
}

async function runOpora() {
  const data = join(scratch, 'data');
  // Its own place, ports and servers, whatever else runs on the machine.
  const config = readConfig({
    OPORA_DATA: data,
    PORT: String(await freePort()),
    OPORA_POSTGRES_PORT: String(await freePort()),
    OPORA_TEMPORAL_PORT: String(await freePort()),
  });
  if (options.profile) config.nodeFlags = ['--cpu-prof', `--cpu-prof-dir=${resolve(options.profile)}`];
  const stack = await startStack(config, { say: (line) => console.log(line) });
  try {
    const database = new URL(stack.env.DATABASE_URL);
    const postmaster = readFileSync(await postmasterOf(database), 'utf8').split('\n')[0];
    const pids = Object.fromEntries(
      ['api', 'worker', 'temporal'].map((name) => [name, stack.parts.get(name).pid]),
    );
    const servers = Object.values(pids);
    const before = processorTime({ ...pids, postgres: postmaster });
    const adapter = fileURLToPath(new URL('rest/opora-adapter', import.meta.url));
    await run(
      process.execPath,
      [
        join(driver, 'node/drive.mjs'),
        ...['--engine', relative(join(driver, 'node/adapters'), adapter), '--base', `${stack.url}/api`],
        ...['--server-pids', servers.join(','), '--pg-pid', postmaster, '--pg-db', 'opora'],
        ...['--pg-args', `-h 127.0.0.1 -p ${database.port} -U ${database.username}`],
        ...[
          '--disk-path',
          join(data, 'temporal'),
          '--out',
          out,
          ...phases,
          ...(small ? SMALL.split(' ') : []),
        ],
      ],
      { PGPASSWORD: database.password },
    );
    const used = usedBetween(before, processorTime({ ...pids, postgres: postmaster }));
    const words = Object.entries(used).map(([name, seconds]) => `${name} ${seconds.toFixed(1)}`);
    console.log(`Processor seconds of the whole run: ${words.join(', ')}`);
  } finally {
    await stack.stop();
  }
}

/** The file in which the server on this address keeps its process id. */
async function postmasterOf(url) {
  const [{ data_directory: directory }] = await query(url.href, 'show data_directory');
  return join(directory, 'postmaster.pid');
}

async function runPeer(name) {
  if (!existsSync(join(driver, 'java', `${name}-rest`, 'target/classes'))) {
    console.log(`${name}: its server is not built in ${driver}; run its setup first. Left out.`);
    return;
  }
  const extra = [...phases, ...(small ? SMALL.split(' ') : [])].join(' ');
  await run(join(driver, 'bench.sh'), [`${name}-rest`, '1'], { OUT: out, DRIVE_EXTRA: extra });
}

const started = new Date().toISOString();
try {
  for (const engine of options.engines.split(',')) await (engine === 'opora' ? runOpora() : runPeer(engine));
  const lines = existsSync(out)
    ? readFileSync(out, 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
    : [];
  console.table(
    Object.fromEntries([...new Set(lines.map(({ engine }) => engine))].map((e) => [e, rowOf(e, lines)])),
  );
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ started, size: options.size, lines }, null, 2)}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(0);

/** The figures of one engine that are compared. */
function rowOf(engine, lines) {
  const of = (measure) => lines.filter((line) => line.engine === engine && line.measure === measure).at(-1);
  const warm = of('steady') ?? of('throughput');
  const perCase = (part) => (warm ? Math.round((warm.cpu_s[part] / warm.done) * 10_000) / 10 : undefined);
  return {
    'completions/s, 8 clients': warm?.tasks_per_s,
    'next task p50 ms, 8 clients': warm?.complete_to_next_task_ms?.p50,
    'next task p50 ms, 1 client': (of('latency-c1-steady') ?? of('latency-c1'))?.complete_to_next_task_ms
      ?.p50,
    'CPU ms a case: engine': perCase('server'),
    'CPU ms a case: PostgreSQL': perCase('postgres'),
    'inbox of open tasks': of('open-inbox')?.total,
    'inbox p50 ms': of('open-inbox')?.ms?.p50,
    'timer late p50 ms': of('timers')?.lateness_ms?.p50,
    errors: lines.filter((line) => line.engine === engine).reduce((sum, { errors = 0 }) => sum + errors, 0),
  };
}
