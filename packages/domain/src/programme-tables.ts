import { z } from 'zod';
import { idSchema } from './id.ts';
import type { ProgrammeTable } from './programme.ts';

/** What of the variants of a process people may want to read; what else there is stays with the process. */
const variantsSchema = z.object({
  clusters: known(z.array(z.string())),
  consilium: known(z.object({ withoutPartner: z.array(idSchema).default([]) })),
  frequencies: known(z.array(z.object({ title: z.string(), perYear: z.int().positive() }))),
  monitoringObjects: known(z.array(z.string())),
  reviewGrid: known(
    z.object({
      marks: z.array(z.string()),
      criteria: z.array(z.object({ number: z.string(), name: z.string() })),
    }),
  ),
});

/** A part of another shape is none that people can read. */
function known<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** The parts of a programme that its passport shows as tables. */
export interface TabledProgramme {
  groups: readonly { id: string; title: string; schools: readonly string[] }[];
  calendar: readonly { title: string; term: string }[];
  blocks: readonly { number: string; title: string; curator?: string | undefined }[];
  variants: Readonly<Record<string, unknown>>;
  tables: readonly ProgrammeTable[];
}

const table = (title: string, columns: string[], rows: string[][]): ProgrammeTable[] =>
  rows.length > 0 ? [{ title, columns, rows }] : [];

const timesAYear = (times: number): string =>
  `${times} ${times % 10 >= 2 && times % 10 <= 4 && (times < 10 || times > 20) ? 'раза' : 'раз'} в год`;

/** Lays out for people what a programme has beside goal, tasks and roadmap; `nameOf` gives the name of a school. */
export function programmeTables(
  { groups, calendar, blocks, variants, tables }: TabledProgramme,
  nameOf: (schoolId: string) => string,
): ProgrammeTable[] {
  const { clusters, consilium, frequencies, monitoringObjects, reviewGrid } = variantsSchema.parse(variants);
  // A grid that the document has filled in names its criteria itself.
  const filled = tables.some(({ columns }) => columns.includes('Критерий'));
  const alone = new Set(consilium?.withoutPartner);
  return [
    ...table(
      'Группы школ',
      ['Группа', 'Школ', 'Школы', ...(consilium ? ['Поддержка'] : [])],
      groups.map(({ id, title, schools }) => [
        title,
        String(schools.length),
        schools.map(nameOf).join(', '),
        ...(consilium ? [alone.has(id) ? 'консилиум, без школы-партнёра' : 'консилиум и школа-партнёр'] : []),
      ]),
    ),
    ...table(
      'Кластеры диагностики',
      ['Кластер'],
      (clusters ?? []).map((cluster) => [cluster]),
    ),
    ...table(
      'Направления и кураторы',
      ['№', 'Направление', 'Куратор'],
      blocks.flatMap(({ number, title, curator }) => (curator ? [[number, title, curator]] : [])),
    ),
    ...table(
      'Мониторинг',
      ['Что', 'Как часто'],
      (frequencies ?? []).map(({ title, perYear }) => [title, timesAYear(perYear)]),
    ),
    ...table(
      'Объекты мониторинга',
      ['Кто'],
      (monitoringObjects ?? []).map((object) => [object]),
    ),
    ...table(
      'Календарь',
      ['Что', 'Срок'],
      calendar.map(({ title, term }) => [title, term]),
    ),
    ...table(
      `Критерии внешнего аудита (отметки ${reviewGrid?.marks.map((mark) => `«${mark}»`).join(', ') ?? ''})`,
      ['№', 'Критерий'],
      (filled ? [] : (reviewGrid?.criteria ?? [])).map(({ number, name }) => [number, name]),
    ),
    ...tables,
  ];
}
