// The domain at the size of a country: import of results, identification of schools, and the screens over all cases.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import ExcelJS from 'exceljs';

import { Client } from '../../infra/local/lib/client.mjs';
import { readConfig } from '../../infra/local/lib/config.mjs';
import { temporaryFolder } from '../../infra/local/lib/paths.mjs';
import { freePort } from '../../infra/local/lib/ports.mjs';
import { query } from '../../infra/local/lib/postgres.mjs';
import { startStack } from '../../infra/local/lib/stack.mjs';
import { matchingSeconds } from './domain/matching.mjs';
import { fillCases, fillIndicators, fillResults, fillSchools, spreadSchools } from './domain/fill.mjs';

const usage = `npm run bench -- domain [--size small|full] [--only import,matching,identification,screens] [--json FILE]
  small  2,000 schools, 10,000 cases, 5,000 rows; full: 40,000 schools, 200,000 cases, 100,000 rows`;
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: 'full' },
    only: { type: 'string', default: 'import,matching,identification,screens' },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (options.help || !['small', 'full'].includes(options.size)) {
  console.log(usage);
  process.exit(options.help ? 0 : 2);
}
const size =
  options.size === 'full'
    ? { schools: 40_000, cases: 200_000, rows: 100_000 }
    : { schools: 2000, cases: 10_000, rows: 5000 };
const wanted = options.only.split(',');
const scratch = temporaryFolder('opora-domain-');
/** @type {{ measure: string, value: number, unit: string, goal: number | null, load: number }[]} */
const figures = [];
const note = (measure, value, unit, goal = null) => {
  figures.push({ measure, value: Math.round(value * 10) / 10, unit, goal, load: Math.round(loadavg()[0]) });
  console.log(`${measure}: ${value.toFixed(1)} ${unit}${goal === null ? '' : ` (goal ${goal})`}`);
};

/** Memory of a process in MB: resident now, and the most since the last reset. */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const read = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024;
  return { now: read('VmRSS'), most: read('VmHWM') };
}
/** Processor seconds that a process has used. */
const processorOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/** Runs work and answers how long it took by the clock, and the processor time of the API. */
async function timed(pid, work) {
  const [began, used] = [performance.now(), processorOf(pid)];
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000, processor: processorOf(pid) - used };
}

/** Process of the API that is measured. */
let apiPid = 0;

const subjects = ['математика', 'русский язык', 'физика', 'химия', 'биология'];
const header = [
  'Школа',
  'Процедура',
  'Предмет',
  'Класс',
  'Год',
  'Участников',
  'Не преодолели минимум',
  'Средний балл',
];
/** Results row by row: other schools, subjects and grades, so that no two are one work. */
function* results(rows) {
  for (let row = 0; row < rows; row += 1) {
    const school = `school-${(row % size.schools) + 1}`;
    const turn = Math.floor(row / size.schools);
    const mean = Math.round(28 + (row % 15)) / 10;
    yield [school, 'ОГЭ', subjects[turn % subjects.length], 9, 2030, 20 + (row % 30), row % 12, mean];
  }
}

const asCsv = (rows) =>
  [header, ...results(rows)].map((row) => row.join(';').replace(/\.(\d)$/, ',$1')).join('\n');

/** The same as a workbook whose texts are shared, as spreadsheets write it. */
async function asXlsx(rows) {
  const file = join(scratch, 'results.xlsx');
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true });
  const sheet = book.addWorksheet('Результаты');
  for (const row of [header, ...results(rows)]) sheet.addRow(row).commit();
  await book.commit();
  return readFileSync(file);
}

async function measureImport(client, pid, name, content) {
  const form = new FormData();
  form.append('kind', 'results');
  form.append('districtId', 'big');
  form.append('file', new Blob([content]), `результаты.${name}`);
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = memoryOf(pid).now;
  const read = await timed(pid, () => client.post('/api/imports', form));
  if (read.result.totals.new !== size.rows)
    throw new Error(
      `expected ${size.rows} new rows, found ${JSON.stringify(read.result.totals)} ${read.result.problems}`,
    );
  const written = await timed(pid, () => client.post(`/api/imports/${read.result.id}/confirm`, {}));
  const what = `import of ${size.rows} rows, ${name}`;
  note(`${what}, preview`, read.seconds, 's');
  note(`${what}, confirm`, written.seconds, 's');
  note(what, read.seconds + written.seconds, 's', 30);
  note(`${what}, processor time of the API`, read.processor + written.processor, 's');
  const undone = await timed(pid, () => client.post(`/api/imports/${read.result.id}/undo`, {}));
  if (undone.result.undone !== size.rows)
    throw new Error(`expected ${size.rows} rows taken back, found ${JSON.stringify(undone.result)}`);
  note(`${what}, taken back at once`, undone.seconds, 's');
  note(`${what}, memory of the API at most`, memoryOf(pid).most, 'MB', 300);
  note(`${what}, memory added`, memoryOf(pid).most - before, 'MB');
}

async function measureIdentification(client, pid) {
  const run = await timed(pid, () =>
    client.post('/api/identification/runs', { method: 'fed-30x2', districtId: 'big', year: 2032 }),
  );
  note(`identification of ${size.schools} schools by FED-30x2, three years`, run.seconds, 's', 20);
  note('identification, processor time of the API', run.processor, 's');
  console.log(`  ${JSON.stringify(run.result.totals)}`);
}

/** 95th percentile of a request, one after another, and the processor time of the API; the first ones warm up. */
async function measureRequest(client, name, path, goal) {
  const times = [];
  let used = 0;
  for (let turn = 0; turn < 45; turn += 1) {
    if (turn === 5) used = processorOf(apiPid);
    const began = performance.now();
    await client.get(path);
    if (turn >= 5) times.push(performance.now() - began);
  }
  times.sort((left, right) => left - right);
  note(`${name}, processor time of the API`, ((processorOf(apiPid) - used) / times.length) * 1000, 'ms');
  note(`${name}, p50`, times[Math.floor(times.length * 0.5)], 'ms');
  note(`${name}, p95`, times[Math.floor(times.length * 0.95)], 'ms', goal);
}

try {
  const config = readConfig({
    OPORA_DATA: join(scratch, 'data'),
    PORT: String(await freePort()),
    OPORA_POSTGRES_PORT: String(await freePort()),
    OPORA_TEMPORAL_PORT: String(await freePort()),
  });
  const stack = await startStack(config, { say: (line) => console.log(line) });
  try {
    const sql = (text, parameters) => query(stack.env.DATABASE_URL, text, parameters);
    const pid = (apiPid = stack.parts.get('api').pid);
    const as = async (login) => {
      const client = new Client(stack.url, { patienceSeconds: 900 });
      await client.login(login, 'opora-demo');
      return client;
    };
    console.log(`Filling: ${size.schools} schools…`);
    await fillSchools(sql, size.schools);
    const keeper = await as('keeper-big');
    if (wanted.includes('import')) {
      await measureImport(keeper, pid, 'csv', asCsv(size.rows));
      await measureImport(keeper, pid, 'xlsx', await asXlsx(size.rows));
    }
    if (wanted.includes('matching')) {
      const schools = options.size === 'full' ? 500 : 50;
      note(
        `matching of ${schools} schools and partners, costs of 4 decisions`,
        matchingSeconds(schools),
        's',
        5,
      );
    }
    if (wanted.includes('identification')) {
      console.log('Filling: results of three years…');
      await fillResults(sql);
      await measureIdentification(keeper, pid);
    }
    if (wanted.includes('screens')) {
      console.log(`Filling: ${size.cases} cases…`);
      await spreadSchools(sql, size.schools);
      await fillCases(sql, size.cases);
      await fillIndicators(sql, 'district-1');
      const district = await as('keeper-1');
      const region = await as('keeper-region');
      for (const [client, who] of [
        [district, 'district'],
        [region, 'all districts'],
      ]) {
        await measureRequest(client, `board, ${who}`, '/api/board', 150);
        await measureRequest(client, `board of what is overdue, ${who}`, '/api/board?overdue=true', 150);
        await measureRequest(
          client,
          `heat map of a process, ${who}`,
          '/api/processes/diagnosis/statistics',
          150,
        );
        await measureRequest(client, `inbox, ${who}`, '/api/tasks?limit=50&sort=due', 150);
        await measureRequest(client, `registers of schools, ${who}`, '/api/registers/schools?limit=50', 150);
      }
      await measureRequest(
        district,
        'heat map of indicators, 40 schools × 20',
        '/api/indicators/heat?district=district-1',
        150,
      );
      await measureRequest(district, 'inbox of one person', '/api/tasks?limit=50&sort=due&forMe=true', 150);
    }
  } finally {
    await stack.stop();
  }
  console.table(figures);
  if (options.json)
    writeFileSync(options.json, `${JSON.stringify({ size: options.size, figures }, null, 2)}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
