import { type Column, plain } from './column.ts';

/** Which column of a file is which: position of each known key, and what is wrong with the header. */
export interface ColumnMapping {
  /** Key → position from 0. */
  columns: Record<string, number>;
  /** Headers that nothing was made of. */
  unknown: string[];
  problems: string[];
}

/**
 * Finds known columns by their header. `remembered` (plain header → key, or `''` for «leave out») is what a person chose
 * for an earlier file and wins over guesses; two columns that claim one key are a problem, not a guess.
 */
export function mapColumns(
  header: readonly string[],
  known: readonly Column[],
  remembered: Readonly<Record<string, string>> = {},
): ColumnMapping {
  const columns: Record<string, number> = {};
  const unknown: string[] = [];
  const problems: string[] = [];
  header.forEach((title, position) => {
    const name = plain(title);
    if (name === '') return;
    const chosen = remembered[name];
    if (chosen === '') return;
    const column = known.find((each) =>
      chosen === undefined ? each.names.some((pattern) => pattern.test(name)) : each.key === chosen,
    );
    if (!column) unknown.push(title.trim());
    else if (column.key in columns)
      problems.push(
        `Столбец «${column.title}» найден дважды: «${header[columns[column.key]!]!.trim()}» и «${title.trim()}». Выберите один.`,
      );
    else columns[column.key] = position;
  });
  for (const column of known)
    if (column.required && !(column.key in columns))
      problems.push(`Нет столбца «${column.title}»: укажите, какой столбец файла его заменяет.`);
  return { columns, unknown, problems };
}

/** How likely a row is the header: how many known columns it names, by their own names or by those a person has chosen before. */
export const headerScore = (
  cells: readonly string[],
  known: readonly Column[],
  remembered: Readonly<Record<string, string>> = {},
): number =>
  new Set(
    cells.flatMap((cell) => {
      const name = plain(cell);
      const column = name && known.find((each) => each.names.some((pattern) => pattern.test(name)));
      const key = remembered[name] || (column && column.key);
      return name && key ? [key] : [];
    }),
  ).size;
