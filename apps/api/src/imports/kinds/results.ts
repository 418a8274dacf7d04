import { calledSchool, countWord, resultsColumns } from '@opora/domain';
import { plain } from '@opora/domain/table-import';
import type { Json } from '@opora/engine';
import type { Queryable } from '@opora/store';
import type { ImportKind, ResolvedRow } from '../import-kind.ts';

interface Result {
  [key: string]: Json;
  schoolId: string;
  year: number;
  procedure: string;
  subject: string;
  grade: number;
  participants: number;
  belowMinimum: number;
  mean: number;
  marks: number[] | null;
}

const keyOf = (row: Result): string =>
  [row.schoolId, row.year, row.procedure, row.subject.toLocaleLowerCase('ru'), row.grade].join('|');

/** Results of ВПР, ОГЭ and ЕГЭ: a row is one work of one school in one year. */
export const resultsImport: ImportKind = {
  kind: 'results',
  title: 'Результаты ВПР, ОГЭ и ЕГЭ',
  columns: resultsColumns,

  async prepare(q, districtId) {
    const schools = await schoolsByName(q, districtId);
    const subjects = new Map<string, string>();
    return (values) => {
      const problems: ResolvedRow['problems'] = [];
      const schoolId = schoolOf(values['school'], schools, problems);
      const belowMinimum = belowOf(values, problems);
      const marks = marksOf(values, problems);
      // One spelling of a subject in a file: «Математика» and «математика» are one work.
      const subject = values['subject'] as string | undefined;
      const spelled = subject && (subjects.get(plain(subject)) ?? subject.toLocaleLowerCase('ru'));
      if (subject && spelled) subjects.set(plain(subject), spelled);
      const data = {
        schoolId: schoolId ?? null,
        year: values['year'] ?? null,
        procedure: values['procedure'] ?? null,
        subject: spelled ?? null,
        grade: values['grade'] ?? null,
        participants: values['participants'] ?? null,
        belowMinimum,
        mean: values['mean'] ?? null,
        marks,
      } as Record<string, Json>;
      const whole = Object.entries(data).every(([key, value]) => key === 'marks' || value !== null);
      return { data, problems, ...(whole && problems.length === 0 ? { key: keyOf(data as Result) } : {}) };
    };
  },

  async existing(q, rows) {
    const found = await q.query<{ [column: string]: Json }>(
      `select r.school_id as "schoolId", r.year::int as year, r.procedure, r.subject, r.grade::int as grade, r.participants,
         r.below_minimum as "belowMinimum", r.mean, r.marks from results r
       join (select distinct * from unnest($1::text[], $2::int[]) d(school_id, year)) k on k.school_id = r.school_id and k.year = r.year`,
      [rows.map(({ data }) => data['schoolId']), rows.map(({ data }) => data['year'])],
    );
    return new Map(found.map((row) => [keyOf(row as Result), row]));
  },

  async write(q, importId) {
    await q.query(
      `insert into import_changes (import_id, key, before)
       select i.import_id, i.key, case when r.school_id is null then null else to_jsonb(r) end
       from import_rows i left join results r on r.school_id = i.data->>'schoolId' and r.year = (i.data->>'year')::int
         and r.procedure = i.data->>'procedure' and r.subject = i.data->>'subject' and r.grade = (i.data->>'grade')::int
       where i.import_id = $1 and i.change in ('new', 'changed')`,
      [importId],
    );
    await q.query(
      `insert into results (school_id, year, procedure, subject, grade, participants, below_minimum, mean, marks, import_id)
       select data->>'schoolId', (data->>'year')::int, data->>'procedure', data->>'subject', (data->>'grade')::int,
         (data->>'participants')::int, (data->>'belowMinimum')::int, (data->>'mean')::float8,
         case when jsonb_typeof(data->'marks') = 'array' then (select array_agg(m::int) from jsonb_array_elements_text(data->'marks') m) end, import_id
       from import_rows where import_id = $1 and change in ('new', 'changed')
       on conflict (school_id, year, procedure, subject, grade) do update set participants = excluded.participants,
         below_minimum = excluded.below_minimum, mean = excluded.mean, marks = excluded.marks, import_id = excluded.import_id, updated_at = now()`,
      [importId],
    );
  },

  async undo(q, importId) {
    // The planner knows nothing of an import just written: it takes it for one row, and would read all changes for each result.
    await q.query('set local enable_nestloop = off');
    const gone = await q.query(
      `with mine as (
         select r.ctid, c.before from results r join import_changes c on c.import_id = r.import_id
           and c.key = concat_ws('|', r.school_id, r.year, r.procedure, lower(r.subject), r.grade)
         where r.import_id = $1),
       back as (
         update results r set participants = (m.before->>'participants')::int, below_minimum = (m.before->>'below_minimum')::int,
           mean = (m.before->>'mean')::float8, import_id = (m.before->>'import_id')::uuid, updated_at = now(),
           marks = case when jsonb_typeof(m.before->'marks') = 'array' then (select array_agg(x::int) from jsonb_array_elements_text(m.before->'marks') x) end
         from mine m where r.ctid = m.ctid and m.before is not null returning 1),
       out as (delete from results r using mine m where r.ctid = m.ctid and m.before is null returning 1)
       select 1 as one from back union all select 1 from out`,
      [importId],
    );
    await q.query('set local enable_nestloop to default');
    const [all] = await q.query<{ n: number }>(
      'select count(*)::int as n from import_changes where import_id = $1',
      [importId],
    );
    return { undone: gone.length, kept: all!.n - gone.length };
  },
};

/**
 * Ids and names of the district's schools, and what else they are called where no school bears that as its name; a name
 * that several share leads to all of them.
 */
async function schoolsByName(q: Queryable, districtId: string): Promise<Map<string, string | string[]>> {
  const rows = await q.query<{ id: string; name: string; short_name: string }>(
    'select id, name, short_name from schools where district_id = $1',
    [districtId],
  );
  const found = namesOf(rows, ({ id, name, short_name }) => [
    id.toLocaleLowerCase('ru'),
    plain(name),
    plain(short_name),
  ]);
  const loose = namesOf(rows, ({ name, short_name }) => [calledSchool(name), calledSchool(short_name)]);
  return new Map([...loose, ...found]);
}

function namesOf<Row extends { id: string }>(
  rows: readonly Row[],
  names: (row: Row) => string[],
): Map<string, string | string[]> {
  const found = new Map<string, string | string[]>();
  for (const row of rows)
    for (const called of new Set(names(row)))
      found.set(called, found.has(called) ? [found.get(called)!, row.id].flat() : row.id);
  return found;
}

function schoolOf(
  value: unknown,
  schools: ReadonlyMap<string, string | string[]>,
  problems: ResolvedRow['problems'],
): string | undefined {
  if (typeof value !== 'string') return undefined;
  const ids =
    schools.get(plain(value)) ??
    schools.get(value.toLocaleLowerCase('ru')) ??
    schools.get(calledSchool(value)) ??
    [];
  if (typeof ids === 'string') return ids;
  const message =
    ids.length === 0
      ? `«Школа»: в районе нет школы «${value}»; проверьте название или заведите школу`
      : `«Школа»: название «${value}» у ${countWord(ids.length, 'школы', 'школ', 'школ')} (${ids.join(', ')}); укажите код школы`;
  problems.push({ column: 'school', message });
  return undefined;
}

/** The count below the minimum, from itself, from the share, or from the marks «2»; contradictions are problems. */
function belowOf(values: Record<string, unknown>, problems: ResolvedRow['problems']): number | null {
  const participants = values['participants'] as number | undefined;
  const share = values['belowShare'] as number | undefined;
  const count =
    (values['belowMinimum'] as number | undefined) ??
    (share !== undefined && participants !== undefined
      ? Math.round((share * participants) / 100)
      : undefined) ??
    (values['mark2'] as number | undefined);
  if (values['belowMinimum'] === undefined && share !== undefined && share > 0 && count === 0 && participants)
    problems.push({
      column: 'belowShare',
      message: `${share.toLocaleString('ru')} % от ${participants} участников — меньше одного человека. Похоже, это доля, а не процент: умножьте её на 100 или задайте ячейке формат «%»`,
    });
  if (count === undefined) {
    problems.push({ column: 'belowMinimum', message: 'Нет ни числа, ни доли не преодолевших минимум' });
    return null;
  }
  if (participants !== undefined && count > participants)
    problems.push({
      column: 'belowMinimum',
      message: `Не преодолевших минимум ${count} больше, чем участников ${participants}`,
    });
  return count;
}

function marksOf(values: Record<string, unknown>, problems: ResolvedRow['problems']): number[] | null {
  const marks = [2, 3, 4, 5].map((mark) => values[`mark${mark}`] as number | undefined);
  if (marks.every((mark) => mark === undefined)) return null;
  const counts = marks.map((mark) => mark ?? 0);
  const sum = counts.reduce((left, right) => left + right, 0);
  const participants = values['participants'] as number | undefined;
  if (participants !== undefined && sum !== participants)
    problems.push({ column: 'mark2', message: `Отметок ${sum}, а участников ${participants}` });
  return counts;
}
