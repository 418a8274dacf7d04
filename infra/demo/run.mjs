// `npm run demo`: two schools go through the programme over REST, as the real users; start the program first.
// `npm run demo -- --programme luga` loads one of the real programmes and starts a case for each of its schools.
import { command } from '../local/lib/bootstrap.mjs';
import { Failure } from '../local/lib/failure.mjs';
import { answersOk } from '../local/lib/stack.mjs';
import { parseArgs } from 'node:util';
import { Driver } from './driver.mjs';
import { showProgramme } from './programme.mjs';
import { openRoadmaps } from './roadmap.mjs';
import { table } from './table.mjs';
import { readWay } from './ways.mjs';

const base = process.env['OPORA_URL'] ?? `http://127.0.0.1:${process.env['PORT'] ?? 3000}`;
const password = process.env['OPORA_DEMO_PASSWORD'] ?? 'opora-demo';

await command(async () => {
  const programme = wanted();
  if (!(await answersOk(`${base}/api/health/ready`))) {
    throw new Failure(
      `По адресу ${base} «Опора» не отвечает.`,
      'Запустите её: npm start (другой адрес: OPORA_URL=…)',
    );
  }
  const driver = new Driver(base, password);
  if (programme) return showProgramme(driver, programme, password);
  await openRoadmaps(await driver.as('coordinator'));
  for (const name of ['straight', 'return']) await travel(driver, readWay(name));
});

/** The programme that was asked for, or nothing: the two ways of the demo. */
function wanted() {
  try {
    return parseArgs({ options: { programme: { type: 'string' } } }).values.programme;
  } catch {
    throw new Failure(
      `Не понято: ${process.argv.slice(2).join(' ')}.`,
      'Две школы по всем этапам: npm run demo; одна из программ: npm run demo -- --programme luga',
    );
  }
}

/**
 * @param {Driver} driver
 * @param {import('./ways.mjs').Way} way
 */
async function travel(driver, way) {
  const director = await (await driver.as(way.director)).get('/api/auth/me');
  if (!director.school) throw new Failure(`У пользователя ${way.director} нет школы.`);
  console.log(`\n${way.title}: ${director.school.name}\n`);
  const coordinator = await driver.as('coordinator');
  const variables = { schoolId: director.school.id, ...way.variables };
  const began = Date.now();
  const { caseId } = await coordinator.post('/api/processes/school-support/start', { variables });
  const tell = (/** @type {import('./driver.mjs').Row} */ row) =>
    process.stdout.isTTY && process.stdout.write(`\r${row.stage} · ${row.step}\x1b[K`);
  const { rows, case: ended } = await driver.drive(caseId, { answers: way.answers, told: tell });
  if (process.stdout.isTTY) process.stdout.write('\r\x1b[K');
  const cells = rows.map((row) => [row.at.slice(11, 19), row.stage, row.step, row.who, row.result]);
  console.log(table(['когда', 'этап', 'шаг', 'кто', 'итог'], cells));
  const stages = await coordinator.get(
    `/api/cases?limit=200&parent=${encodeURIComponent(caseId)}&sort=started`,
  );
  const passed = stages.items.map(
    (/** @type {any} */ item) => `${item.processName ?? item.process}: ${item.outcome ?? item.state}`,
  );
  console.log(`\nЭтапы: ${passed.join(' → ')}`);
  console.log(
    `Дело ${caseId}: ${ended.state}, итог ${ended.outcome ?? '—'}; ${rows.length} шагов за ${((Date.now() - began) / 1000).toFixed(1)} с`,
  );
  verify(way, ended, rows);
}

/**
 * @param {import('./ways.mjs').Way} way
 * @param {any} ended
 * @param {import('./driver.mjs').Row[]} rows
 */
function verify(way, ended, rows) {
  for (const [field, expected] of Object.entries(way.expect)) {
    if (ended[field] !== expected)
      throw new Failure(`${way.title}: ожидалось ${field} = ${expected}, получилось ${ended[field]}.`);
  }
  for (const [place, least] of Object.entries(way.visits ?? {})) {
    const times = rows.filter((row) => `${row.process}/${row.elementId}` === place).length;
    if (times < least)
      throw new Failure(`${way.title}: шаг ${place} пройден ${times} раз, ожидалось не меньше ${least}.`);
  }
}
