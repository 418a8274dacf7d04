/** @typedef {(text: string, parameters?: unknown[]) => Promise<Record<string, any>[]>} Sql */

const region = 'Область для замеров';

/**
 * One district with so many schools, and people who keep it; the password is that of the demonstration.
 * @param {Sql} sql
 * @param {number} schools
 */
export async function fillSchools(sql, schools) {
  await sql(`insert into districts (id, name, region) values ('big', 'Большой район', $1)`, [region]);
  await sql(
    `insert into schools (id, district_id, name, short_name, kind, status)
     select 'school-' || n, 'big', 'МОУ «Школа № ' || n || '»', 'Школа № ' || n, case when n % 3 = 0 then 'ООШ' else 'СОШ' end, 'unknown' from generate_series(1, $1::int) n`,
    [schools],
  );
  await person(sql, 'keeper-big', 'coordinator', { district: 'big' });
  await sql('analyze schools');
}

/**
 * Results of every school of the district in three years, six works a year.
 * @param {Sql} sql
 */
export async function fillResults(sql) {
  await sql(
    `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean)
     select s.id, y, p.procedure, p.subject, p.grade, 25, (hashtext(s.id || y || p.subject) & 15), 3 + (hashtext(s.id || p.subject) & 15) / 10.0
     from schools s, generate_series(2030, 2032) y,
       (values ('ОГЭ', 'математика', 9), ('ОГЭ', 'русский язык', 9), ('ВПР', 'математика', 5), ('ВПР', 'русский язык', 5), ('ВПР', 'математика', 8), ('ВПР', 'физика', 8)) p (procedure, subject, grade)
     where s.district_id = 'big' on conflict do nothing`,
  );
  await sql('analyze results');
}

/**
 * Spreads the schools over districts of forty, each with a coordinator, and a regional operator over all.
 * @param {Sql} sql
 * @param {number} schools
 */
export async function spreadSchools(sql, schools) {
  await sql(
    `insert into districts (id, name, region) select 'district-' || n, 'Район ' || n, $2 from generate_series(1, $1::int) n`,
    [Math.ceil(schools / 40), region],
  );
  await sql(
    `update schools set district_id = 'district-' || (1 + (substr(id, 8)::int - 1) / 40) where district_id = 'big'`,
  );
  await person(sql, 'keeper-1', 'coordinator', { district: 'district-1' });
  await person(sql, 'keeper-region', 'region', { region });
}

/**
 * A support case and four stage cases for each school, the last stage of most still open with a task.
 * @param {Sql} sql
 * @param {number} cases
 */
export async function fillCases(sql, cases) {
  const roots = Math.floor(cases / 5);
  await sql(
    `insert into cases (id, process_id, version, model_hash, status, root_id, school_id, district_id, started_at, ended_at, last_number, title)
     select 'root-' || n, 'school-support', 1, 'h', case when n % 5 = 0 then 'completed' else 'active' end, 'root-' || n, s.id, s.district_id,
       now() - n % 700 * interval '1 day', case when n % 5 = 0 then now() - n % 100 * interval '1 day' end, 1, 'Сопровождение школы: ' || s.name
     from generate_series(1, $1::int) n join schools s on s.id = 'school-' || n`,
    [roots],
  );
  await sql(
    `insert into cases (id, process_id, version, model_hash, status, parent_id, parent_wait, root_id, school_id, district_id, stage, started_at, ended_at, last_number, title)
     select r.id || '-' || k.n, k.process, 1, 'h', case when k.n = 4 and r.ended_at is null then 'active' else 'completed' end, r.id, k.n, r.id, r.school_id, r.district_id, k.process,
       r.started_at + k.n * interval '10 days', case when k.n = 4 and r.ended_at is null then null else r.started_at + (k.n + 1) * interval '10 days' end, 1, r.title
     from cases r, (values (1, 'diagnosis'), (2, 'partner-assignment'), (3, 'mid-term-program'), (4, 'expertise')) k (n, process) where r.id like 'root-%' and r.parent_id is null`,
  );
  await sql(
    `insert into element_instances (case_id, id, node, scope, state, started_at, ended_at)
     select c.id, e.n, e.node, 1, case when c.ended_at is null and e.n = 4 then 'active' else 'completed' end, c.started_at + e.n * interval '1 day',
       case when c.ended_at is null and e.n = 4 then null else c.started_at + (e.n + 1) * interval '1 day' end
     from cases c, (values (2, 'start'), (3, 'self-analysis'), (4, 'interview')) e (n, node) where c.parent_id is not null and c.id like 'root-%'`,
  );
  await sql(
    `insert into tasks (id, case_id, root_id, wait, process_id, node, element, name, state, candidate_groups, due_at, school_id, district_id, stage, created_at, ended_at)
     select c.id || ':' || t.n, c.id, c.root_id, t.n, c.process_id, 'interview', 4, t.name, case when c.ended_at is null and t.n = 2 then 'open' else 'completed' end, array[t.role],
       c.started_at + 30 * interval '1 day', c.school_id, c.district_id, c.stage, c.started_at + t.n * interval '1 day', case when c.ended_at is null and t.n = 2 then null else c.started_at + 5 * interval '1 day' end
     from cases c, (values (1, 'Самоанализ', 'director'), (2, 'Собеседование', 'coordinator')) t (n, name, role) where c.parent_id is not null and c.id like 'root-%'`,
  );
  // As autovacuum would have done by the time a country has filled the tables.
  for (const table of ['schools', 'cases', 'tasks', 'element_instances'])
    await sql(`vacuum analyze ${table}`);
}

/**
 * Twenty quarterly indicators of a district, with the values of all its schools in the last four quarters.
 * @param {Sql} sql
 * @param {string} district
 */
export async function fillIndicators(sql, district) {
  await sql(
    `insert into indicators (id, district_id, code, title, target, frequency, position)
     select gen_random_uuid(), $1, n::text, 'Показатель ' || n, 'не менее 80 %', 'quarter', n from generate_series(1, 20) n`,
    [district],
  );
  await sql(
    `insert into indicator_values (indicator_id, school_id, period, period_end, value, state, mark, reason)
     select i.id, s.id, p.period, p.until::date, v.value, 'checked', case when v.value >= 80 then 'green' when v.value >= 70 then 'amber' else 'red' end, 'по плану не менее 80 %'
     from indicators i join schools s on s.district_id = i.district_id,
       (values ('2025-Q4', '2025-12-31'), ('2026-Q1', '2026-03-31'), ('2026-Q2', '2026-06-30'), ('2026-Q3', '2026-09-30')) p (period, until),
       lateral (select 60 + (hashtext(i.code || s.id || p.period) & 31) as value) v
     where i.district_id = $1`,
    [district],
  );
  await sql('analyze indicator_values');
}

/**
 * @param {Sql} sql
 * @param {string} login
 * @param {string} role
 * @param {{ district?: string, region?: string }} place
 */
async function person(sql, login, role, { district = null, region: where = null }) {
  const [user] = await sql(
    `insert into users (login, name, password_hash) select $1, $1, password_hash from users where login = 'coordinator' returning id`,
    [login],
  );
  await sql('insert into user_roles (user_id, role, region, district_id) values ($1, $2, $3, $4)', [
    user.id,
    role,
    where,
    district,
  ]);
}
