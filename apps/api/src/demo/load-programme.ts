import { readFile } from 'node:fs/promises';
import {
  compareMeasureNumbers,
  frequencyOf,
  markValue,
  periodById,
  type Programme,
  programmeRemarks,
  programmeSchema,
} from '@opora/domain';
import { checkValues, type Database, indicatorsOf, jsonText, type Queryable, saveValues } from '@opora/store';
import { hashPassword } from '../auth/passwords.ts';

/** Loads a programme with its organizations and people, only into a database without users; answers what it did. */
export async function loadProgramme(database: Database, path: string, password: string): Promise<string> {
  const programme = programmeSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  const passwordHash = await hashPassword(password);
  return database.transaction(async (q) => {
    await q.query("select pg_advisory_xact_lock(hashtext('opora.demo'))");
    const [users] = await q.query('select 1 from users limit 1');
    if (users) return 'Данные уже есть: показательная программа не загружалась.';
    const remarks = await writeProgramme(q, programme, passwordHash);
    return [
      `Загружена «${programme.title}»: школ ${programme.schools.length}, мероприятий ${programme.measures.length}, пользователей ${programme.users.length}.`,
      ...remarks,
    ].join('\n');
  });
}

/**
 * Writes a programme beside others: its people get logins that end in `suffix`, those who belong to no district are left
 * out; without a password hash nobody is written. Answers what a person should look at, in Russian.
 */
export async function writeProgramme(
  q: Queryable,
  programme: Programme,
  passwordHash?: string,
  suffix = '',
): Promise<string[]> {
  await organizations(q, programme);
  await roadmap(q, programme);
  const remarks = [...programmeRemarks(programme), ...(await indicators(q, programme))];
  await measured(q, programme);
  if (passwordHash === undefined) return remarks;
  const beside = (login: string): boolean => suffix === '' || !['admin', 'region'].includes(login);
  const users = programme.users
    .filter(({ login }) => beside(login))
    .map((user) => ({ ...user, login: `${user.login}${suffix}` }));
  await people(q, { ...programme, users }, passwordHash);
  return remarks;
}

async function organizations(q: Queryable, programme: Programme): Promise<void> {
  for (const { id, name, region, timeZone } of programme.districts) {
    await q.query(
      'insert into districts (id, name, region, time_zone) values ($1, $2, $3, $4) on conflict (id) do nothing',
      [id, name, region, timeZone],
    );
  }
  for (const school of programme.schools) {
    const results = programme.results?.find(({ schoolId }) => schoolId === school.id)?.items ?? [];
    await q.query(
      `insert into schools (id, district_id, name, short_name, kind, support_role, status, address, site, pupils, results, latitude, longitude, strong_subjects, weak_subjects)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) on conflict (id) do nothing`,
      [
        school.id,
        school.districtId,
        school.name,
        school.shortName,
        school.kind,
        school.role,
        'unknown',
        school.address ?? null,
        school.site ?? null,
        school.pupils ?? null,
        jsonText(results),
        ...[school.latitude ?? null, school.longitude ?? null],
        ...[school.strongSubjects ?? [], school.weakSubjects ?? []],
      ],
    );
    for (const { year, procedure, subject, grade, participants, belowMinimum, mean } of results)
      await q.query(
        `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
        [
          school.id,
          year,
          procedure,
          subject.toLocaleLowerCase('ru'),
          grade,
          participants,
          belowMinimum,
          mean,
        ],
      );
  }
  for (const { school, partner } of programme.pairs) {
    // The demonstration goes on after the programme's own period, so its pairs have no end.
    await q.query(
      'insert into partnerships (school_id, partner_id, valid_from) values ($1, $2, $3) on conflict do nothing',
      [school, partner, programme.period.from],
    );
  }
}

/** The district of the supported schools. */
const districtOf = ({ schools, districts }: Programme): string =>
  schools.find(({ role }) => role !== 'partner')?.districtId ?? districts[0]!.id;

/** Indicators of the passport, each with the plan that it is held against; what only describes the district stands among its facts. Says which number was taken. */
async function indicators(q: Queryable, programme: Programme): Promise<string[]> {
  const districtId = districtOf(programme);
  const { indicators: given = [] } = programme.passport ?? {};
  const taken: string[] = [];
  for (const [position, each] of given.entries()) {
    const code = codeOf(programme, each.id);
    const made = await q.query(
      `insert into indicators (id, district_id, programme_id, code, title, target, frequency, asks, part_title, whole_title, formula, position)
       values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
      [
        ...[districtId, programme.id, code, each.title, each.target],
        ...[frequencyOf(each.frequency, `${each.title}; ${each.target}`), each.asks ?? 'value'],
        ...[each.partTitle ?? '', each.wholeTitle ?? '', each.formula ?? '', position],
      ],
    );
    if (made.length === 0)
      taken.push(
        `Показатель ${code} «${each.title}» не добавлен: показатель с таким номером в районе уже есть. Добавьте его под другим номером в «Мониторинге», вкладка «Показатели».`,
      );
  }
  return taken;
}

/** The number of an indicator: its own, or its place in the passport. */
function codeOf({ passport }: Programme, id: string): string {
  const given = passport?.indicators ?? [];
  const position = given.findIndex((each) => each.id === id);
  return given[position]?.code ?? String(position + 1);
}

/** Values of past periods that the programme brings with it, checked. */
async function measured(q: Queryable, programme: Programme): Promise<void> {
  const ids = new Map((await indicatorsOf(q, districtOf(programme))).map(({ code, id }) => [code, id]));
  const given = (programme.measured ?? []).flatMap(({ schoolId, indicator, period, value }) => {
    const indicatorId = ids.get(codeOf(programme, indicator));
    const { frequency } = programme.passport?.indicators.find(({ id }) => id === indicator) ?? {};
    const found = frequency && periodById(frequency, period);
    return indicatorId && found ? [{ indicatorId, schoolId, period, periodEnd: found.to, value }] : [];
  });
  // From the oldest on: a mark compares with the value before.
  given.sort((left, right) => (left.periodEnd < right.periodEnd ? -1 : 1));
  await saveValues(q, given, markValue);
  await checkValues(q, given, 'checked', { login: null, remark: null });
}

async function roadmap(q: Queryable, programme: Programme): Promise<void> {
  const shnor = programme.schools.filter(({ role }) => role !== 'partner');
  const districtId = districtOf(programme);
  const passport = {
    goal: programme.passport?.goal ?? null,
    tasks: programme.passport?.tasks ?? [],
    indicators: programme.passport?.indicators ?? [],
    riskFactors: programme.riskFactors.map(({ number, name }) => ({ number, title: name })),
    period: programme.period.text,
    deadlines: programme.deadlines,
    groups: programme.groups,
    calendar: programme.calendar,
    blocks: programme.blocks,
    facts: programme.passport?.facts ?? [],
    risks: programme.passport?.risks ?? [],
    swot: programme.passport?.swot ?? null,
    tables: programme.passport?.tables ?? [],
    monitoring: programme.monitoring ?? {},
    variants: programme.variants as never,
  };
  await q.query(
    'insert into programmes (id, district_id, title, valid_from, valid_to, approval, passport) values ($1, $2, $3, $4, $5, $6, $7)',
    [
      programme.id,
      districtId,
      programme.title,
      programme.period.from,
      programme.period.to,
      programme.order ? jsonText(programme.order) : null,
      jsonText(passport),
    ],
  );
  const blocks = new Map(programme.blocks.map(({ number, title }) => [number, title]));
  const measures = [...programme.measures].sort((left, right) =>
    compareMeasureNumbers(left.number, right.number),
  );
  for (const [position, measure] of measures.entries()) {
    await q.query(
      `insert into measures (programme_id, number, position, block_number, block_title, title, term, responsible, indicator, plan, result, items) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        programme.id,
        measure.number,
        position,
        measure.block,
        blocks.get(measure.block) ?? null,
        measure.title,
        measure.term.text,
        measure.responsible,
        measure.indicator ?? null,
        measure.plan ?? null,
        measure.result,
        jsonText(measure.items ?? []),
      ],
    );
  }
  for (const { id } of shnor)
    await q.query('insert into programme_schools (programme_id, school_id) values ($1, $2)', [
      programme.id,
      id,
    ]);
}

/** A role without a place of its own holds in the programme's district and region. */
async function people(q: Queryable, programme: Programme, passwordHash: string): Promise<void> {
  const home =
    programme.districts.find(({ id }) =>
      programme.schools.some((school) => school.role !== 'partner' && school.districtId === id),
    ) ?? programme.districts[0]!;
  for (const { login, name, roles } of programme.users) {
    const [user] = await q.query<{ id: string }>(
      'insert into users (login, name, password_hash) values ($1, $2, $3) returning id',
      [login, name, passwordHash],
    );
    for (const { role, schoolId, districtId } of roles) {
      const inDistrict = ['coordinator', 'committee', 'method', 'expert'].includes(role);
      const region =
        role === 'region' ? (programme.districts.find(({ id }) => id === districtId) ?? home).region : null;
      // An expert's school is where they work: they do not review its documents.
      const school = ['director', 'curator', 'expert'].includes(role) ? (schoolId ?? null) : null;
      await q.query(
        'insert into user_roles (user_id, role, region, district_id, school_id) values ($1, $2, $3, $4, $5)',
        [user!.id, role, region, inDistrict ? (districtId ?? home.id) : null, school],
      );
    }
  }
}
