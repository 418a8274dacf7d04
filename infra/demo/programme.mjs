import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Problem } from '../local/lib/client.mjs';
import { Failure } from '../local/lib/failure.mjs';
import { openRoadmaps } from './roadmap.mjs';
import { table } from './table.mjs';

const folder = new URL('../../workflows/programmes/', import.meta.url);

/**
 * Loads a real programme beside those that are there, starts a case for each supported school as its coordinator and says
 * where each stands. A programme that was loaded before is taken as it is, and a school with an open case keeps it.
 * @param {import('./driver.mjs').Driver} driver
 * @param {string} name folder under `workflows/programmes`
 * @param {string} password
 */
export async function showProgramme(driver, name, password) {
  const file = new URL(`${name}/programme.json`, folder);
  if (!/^[a-z-]+$/.test(name) || !existsSync(file)) {
    const known = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    throw new Failure(`Программы «${name}» нет.`, `Есть: ${known.join(', ')}`);
  }
  const programme = JSON.parse(readFileSync(file, 'utf8'));
  const admin = await driver.as('admin');
  let suffix = `-${programme.districts[0].id}`;
  try {
    const loaded = await admin.post('/api/programmes', { programme, password });
    if (loaded.suffix === null)
      throw new Failure('Людей программы загружать нельзя: это рабочая установка (NODE_ENV=production).');
    console.log(`Загружена «${loaded.title}»: школ ${loaded.schools}, мероприятий ${loaded.measures}.`);
    for (const remark of loaded.remarks) console.log(remark);
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 409) throw error;
    const [own] = (await admin.get('/api/programmes')).items.filter(
      (/** @type {any} */ item) => item.id === programme.id,
    );
    console.log(`«${own.title}» уже загружена.`);
    // The programme of the first start has its people without a suffix.
    if (!(await canSignIn(driver, `coordinator${suffix}`))) suffix = '';
  }
  const coordinator = await driver.as(`coordinator${suffix}`);
  await openRoadmaps(coordinator);
  /** @type {string[][]} */
  const rows = [];
  for (const school of programme.schools) {
    if (school.role === 'partner') continue;
    const { items } = await coordinator.get(
      `/api/cases?school=${school.id}&process=school-support&limit=200`,
    );
    let caseId = items.find((/** @type {any} */ item) => item.state === 'active')?.id;
    const fresh = caseId === undefined;
    if (fresh) {
      const results = programme.results?.find((/** @type {any} */ one) => one.schoolId === school.id)?.items;
      // Deadlines, variants and groups come from the loaded programme itself.
      const variables = { schoolId: school.id, ...(results ? { results } : {}) };
      ({ caseId } = await coordinator.post('/api/processes/school-support/start', { variables }));
    }
    const tasks = await coordinator.get(`/api/tasks?rootCase=${encodeURIComponent(caseId)}&limit=200`);
    const waits = tasks.items.map((/** @type {any} */ task) => task.name).join(', ');
    rows.push([school.shortName, fresh ? 'начато' : 'уже идёт', waits || '—', caseId]);
  }
  console.log(table(['школа', 'дело', 'ждёт', 'номер дела'], rows));
  console.log(
    `Войти: coordinator${suffix}, method${suffix}, director-1${suffix} …; пароль тот же, что у показа.`,
  );
}

/**
 * @param {import('./driver.mjs').Driver} driver
 * @param {string} login
 */
async function canSignIn(driver, login) {
  try {
    await driver.as(login);
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) return false;
    throw error;
  }
}
