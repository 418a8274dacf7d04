import { diff3Merge } from 'node-diff3';
import {
  alikeXml,
  readDecisions,
  rowFor,
  wordsOf,
  writeDecisions,
  type Column,
  type DecisionText,
  type Part,
  type TableText,
} from './decision-text.ts';
import { mergeList, type MergedList, type Side } from './merge-list.ts';
import type { Clash, ThreeWay } from './three-way.ts';

/** A table of each of the three texts; a side that has no such decision has an empty one. */
interface Trio {
  base: TableText;
  mine: TableText;
  theirs: TableText;
}
interface Merged {
  id: string;
  trio: Trio;
  columns: MergedList;
  rows: MergedList;
}
/** Whose state is taken at the place of a clash. */
type Choose = (place: string) => Side;

const NOTHING: TableText = { name: '', columns: [], rows: [] };
const find = <T extends Part>(list: readonly T[], id: string): T | undefined =>
  list.find((one) => one.id === id);

/**
 * Puts together what two people made of one DMN file: tables row by row and column by column, whatever the editor wrote
 * anew. Undefined where a text has no tables with rows that can be known by their ids.
 */
export function decisionThreeWay(base: string, mine: string, theirs: string): ThreeWay | undefined {
  const [o, a, b] = [base, mine, theirs].map(readDecisions);
  if (!o?.tables.size || !a || !b) return undefined;
  if (deletedOverChange(o, a, b) || deletedOverChange(o, b, a)) return undefined;
  const texts = { base: o, mine: a, theirs: b };
  const merged = [...new Set([...a.tables.keys(), ...b.tables.keys()])].map((id) => mergeTable(id, texts));
  const parts = mergeFrames(texts);
  const places = merged.flatMap((table) => [
    ...table.columns.clashes.map((column) => ({
      place: `${table.id} column ${column}`,
      clash: columnClash(table, column),
    })),
    ...table.rows.clashes.map((row) => ({ place: `${table.id} row ${row}`, clash: rowClash(table, row) })),
  ]);
  const frames = parts.flatMap((part, at) =>
    'clash' in part ? [{ place: `frame ${at}`, clash: frameClash(parts, at, o) }] : [],
  );
  const all = [...places, ...frames];
  const write = (choose: Choose): string =>
    writeDecisions(
      parts.flatMap((part, at) => ('clash' in part ? part.clash[choose(`frame ${at}`)] : part.lines)),
      new Map(merged.map((table) => [table.id, writeTable(table, choose)])),
    );
  return {
    clashes: all.map(({ clash }) => clash),
    changed: { mine: changesOf(o, a), theirs: changesOf(o, b) },
    text: (choices) => write((place) => choices[all.findIndex((one) => one.place === place)] ?? 'mine'),
  };
}

/** Whether one side deleted a decision in whose table the other changed something. */
const deletedOverChange = (base: DecisionText, one: DecisionText, other: DecisionText): boolean =>
  [...base.tables].some(([id, was]) => {
    const now = other.tables.get(id);
    const keys = ({ columns, rows }: TableText): string =>
      [...columns, ...rows].map(({ id: part, key }) => `${part}\n${key}`).join('\n');
    return !one.tables.has(id) && now !== undefined && keys(now) !== keys(was);
  });

function mergeTable(id: string, texts: { [side in keyof Trio]: DecisionText }): Merged {
  const of = (side: keyof Trio): TableText => texts[side].tables.get(id) ?? NOTHING;
  const trio = { base: of('base'), mine: of('mine'), theirs: of('theirs') };
  // The rows of a decision that one side does not have are those of the other.
  const { base, mine, theirs } = {
    base: trio.base,
    mine: trio.mine === NOTHING ? trio.base : trio.mine,
    theirs: trio.theirs === NOTHING ? trio.base : trio.theirs,
  };
  // A column that was added or removed changes no row: its cells go with it.
  const ids = base.columns
    .map((column) => column.id)
    .filter((column) => [mine, theirs].every(({ columns }) => find(columns, column)));
  const shared = (row: Part): Part => {
    const cells = ids.map((column) => alikeXml(row.cells.get(column)?.raw ?? ''));
    const head = alikeXml(row.raw.replace(/<(?:[\w-]+:)?(?:input|output|annotation)Entry[\s\S]*$/, ''));
    return { ...row, key: [head, ...cells].join('\n') };
  };
  return {
    id,
    trio: { base, mine, theirs },
    columns: mergeList(base.columns, mine.columns, theirs.columns),
    rows: mergeList(base.rows.map(shared), mine.rows.map(shared), theirs.rows.map(shared)),
  };
}

function writeTable(
  { id, trio, columns, rows }: Merged,
  choose: Choose,
): { columns: string[]; rows: string[] } {
  const all = columns.order
    .map((column) =>
      find(trio[columns.taken.get(column) ?? choose(`${id} column ${column}`)].columns, column),
    )
    .filter((column) => column !== undefined);
  const order = (['input', 'output', 'annotation'] as const).flatMap((kind) =>
    all.filter((column) => column.kind === kind),
  );
  return {
    columns: order.map(({ raw }) => raw),
    rows: rows.order.flatMap((row) => {
      const side = rows.taken.get(row) ?? choose(`${id} row ${row}`);
      const own = find(trio[side].rows, row);
      const other = find(trio[side === 'mine' ? 'theirs' : 'mine'].rows, row);
      return own ? [rowFor(own, order, other)] : [];
    }),
  };
}

/** The row as a table: its columns, and its cells as they were and as each side has them. */
function rowClash({ trio, rows, columns }: Merged, id: string): Clash {
  const shown = columns.order
    .map((column) => find([...trio.mine.columns, ...trio.theirs.columns], column))
    .filter((column): column is Column => column !== undefined);
  const cellsOf = (side: keyof Trio): string[] | undefined => {
    const row = find(trio[side].rows, id);
    return row && shown.map((column) => wordsOf(row.cells.get(column.id)?.raw ?? ''));
  };
  return {
    about: `«${trio.mine.name || trio.theirs.name}»`,
    mine: [],
    theirs: [],
    row: {
      number: rows.order.indexOf(id) + 1,
      columns: shown.map(({ label }) => label),
      base: cellsOf('base'),
      mine: cellsOf('mine'),
      theirs: cellsOf('theirs'),
    },
  };
}

function columnClash({ trio }: Merged, id: string): Clash {
  const words = (side: 'mine' | 'theirs'): string[] => {
    const column = find(trio[side].columns, id);
    return column ? [column.label, wordsOf(column.raw)] : [];
  };
  const label = find([...trio.base.columns, ...trio.mine.columns], id)?.label ?? '';
  return {
    about: `«${trio.mine.name || trio.theirs.name}»: «${label}»`,
    mine: words('mine'),
    theirs: words('theirs'),
  };
}

type FramePart = { lines: string[] } | { clash: { base: string[]; mine: string[]; theirs: string[] } };

/** What stands around the tables, put together line by line; the words of a line count, not how they are written. */
function mergeFrames({ base, mine, theirs }: { [side in keyof Trio]: DecisionText }): FramePart[] {
  const lines = new Map<string, string>();
  // What is mine is met last, so that it is the one that is written where both mean the same.
  const [b, o, a] = [theirs, base, mine].map(({ frame }) =>
    frame.map((line) => {
      const key = alikeXml(line);
      lines.set(key, line);
      return key;
    }),
  ) as [string[], string[], string[]];
  const written = (keys: string[]): string[] => keys.map((key) => lines.get(key)!);
  return diff3Merge(a, o, b, { excludeFalseConflicts: true }).map(({ ok, conflict }) =>
    conflict
      ? { clash: { base: written(conflict.o), mine: written(conflict.a), theirs: written(conflict.b) } }
      : { lines: written(ok ?? []) },
  );
}

/** The file with nothing but this place changed: what it means is told by comparing files. */
function frameClash(parts: readonly FramePart[], at: number, { tables }: DecisionText): Clash {
  const rows = new Map(
    [...tables].map(([id, table]) => [
      id,
      { columns: table.columns.map(({ raw }) => raw), rows: table.rows.map(({ raw }) => raw) },
    ]),
  );
  const text = (side: 'base' | 'mine' | 'theirs'): string =>
    writeDecisions(
      parts.flatMap((part, index) =>
        'clash' in part ? part.clash[index === at ? side : 'base'] : part.lines,
      ),
      rows,
    );
  return {
    about: [...tables.values()].map(({ name }) => `«${name}»`).join(', '),
    mine: [],
    theirs: [],
    texts: { base: text('base'), mine: text('mine'), theirs: text('theirs') },
  };
}

/** How many rows, columns and lines around the tables differ. */
function changesOf(base: DecisionText, side: DecisionText): number {
  const keys = ({ frame, tables }: DecisionText): Set<string> =>
    new Set([
      ...frame.map(alikeXml),
      ...[...tables.values()].flatMap(({ columns, rows }) =>
        [...columns, ...rows].map(({ id, key }) => `${id} ${key}`),
      ),
    ]);
  const ids = (of: Set<string>, other: Set<string>): string[] =>
    [...of].filter((key) => !other.has(key)).map((key) => (key.startsWith('<') ? '' : key.split(' ', 1)[0]!));
  const [was, now] = [keys(base), keys(side)];
  return new Set([...ids(now, was), ...ids(was, now)]).size;
}
