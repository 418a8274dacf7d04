import { attribute, decode } from '../../lib/diagram-names.ts';

/** A cell of a row as its XML, under the id of its column. */
interface Entry {
  kind: string;
  raw: string;
}

/** A row or a column of a decision table as it is written in a file. */
export interface Part {
  id: string;
  raw: string;
  /** Equal where two texts mean the same. */
  key: string;
  /** Cells of a row by the id of their column. */
  cells: Map<string, Entry>;
}

/** A column, and what people call it. */
export interface Column extends Part {
  kind: 'input' | 'output' | 'annotation';
  label: string;
}

/** A decision table taken out of a file. */
export interface TableText {
  name: string;
  columns: Column[];
  rows: Part[];
}

/** A DMN file in pieces: what stands around the tables, line by line, and the tables by the id of their decision. */
export interface DecisionText {
  frame: string[];
  tables: Map<string, TableText>;
}

const ENTRY = /<((?:[\w-]+:)?(inputEntry|outputEntry|annotationEntry))\b[^>]*?(?:\/>|>[\s\S]*?<\/\1\s*>)/g;
const CLAUSE = /\s*<((?:[\w-]+:)?(input|output|annotation|rule))(?=[\s/>])[^>]*?(?:\/>|>[\s\S]*?<\/\1\s*>)/g;
const DECISION = /<((?:[\w-]+:)?decision)(?=\s)[^>]*>[\s\S]*?<\/\1\s*>/g;
const PLACE = /^<!-- (columns|rows) of (.*) -->$/;

/** The value of an attribute of the first tag of a piece of XML. */
const attributeOf = (xml: string, name: string): string | undefined =>
  attribute(/^<[^>]*>/.exec(xml)?.[0] ?? '', name);

const plain = (xml: string): string =>
  xml.replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, text: string) =>
    text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
  );

/** What people read in a piece of XML: its texts without tags. */
export const wordsOf = (xml: string): string =>
  decode(plain(xml).replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();

/** The same text for what editors write in different ways: blanks, the order of attributes, empty tags, entities. */
export function alikeXml(xml: string): string {
  return plain(xml)
    .replace(
      /<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g,
      (_, name: string, attributes: string, end: string) => {
        const sorted = [...attributes.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
          .map(([, key, double, single]) => `${key}="${decode(double ?? single ?? '')}"`)
          // Editors leave out what is meant anyway.
          .filter((each) => each !== 'hitPolicy="UNIQUE"')
          .sort();
        return `<${[name, ...sorted].join(' ')}${end}>`;
      },
    )
    .replace(/\s*(<[^>]*>)\s*/g, '$1')
    .replace(/<([\w:.-]+)([^>]*)><\/\1>/g, '<$1$2/>')
    .replace(/>([^<]+)</g, (_, text: string) => `>${decode(text).replace(/\s+/g, ' ').trim()}<`)
    .trim();
}

/**
 * Takes the tables out of a DMN file. Undefined where rows or columns have no ids to be known by, or where a decision has more
 * than one table or one without columns.
 */
export function readDecisions(xml: string): DecisionText | undefined {
  const tables = new Map<string, TableText>();
  let known = true;
  const frame = xml.replace(DECISION, (decision: string) => {
    const id = attributeOf(decision, 'id') ?? '';
    const count = decision.match(/<(?:[\w-]+:)?decisionTable\b/g)?.length ?? 0;
    if (count === 0) return decision;
    known &&= count === 1;
    const table: TableText = { name: attributeOf(decision, 'name') ?? id, columns: [], rows: [] };
    const placed = new Set<string>();
    const without = decision.replace(CLAUSE, (found: string, _tag: string, kind: string) => {
      // Its indent stays with it.
      const raw = found.replace(/^\s*\n/, '');
      const own = attributeOf(raw.trim(), 'id');
      known &&= own !== undefined;
      const part = { id: own ?? '', raw, key: alikeXml(raw), cells: new Map<string, Entry>() };
      if (kind === 'rule') table.rows.push(part);
      else table.columns.push({ ...part, kind: kind as Column['kind'], label: labelOf(raw.trim()) });
      const what = kind === 'rule' ? 'rows' : 'columns';
      if (placed.has(what)) return '';
      placed.add(what);
      return `\n<!-- ${what} of ${id} -->`;
    });
    known &&= placed.has('columns');
    for (const row of table.rows) {
      const cells = [...row.raw.matchAll(ENTRY)];
      for (const kind of ['input', 'output', 'annotation'] as const) {
        const ofKind = cells.filter(([, , name]) => name === `${kind}Entry`);
        table.columns
          .filter((column) => column.kind === kind)
          .forEach(({ id: column }, at) => {
            const raw = ofKind[at]?.[0];
            if (raw !== undefined) row.cells.set(column, { kind, raw });
          });
      }
    }
    known &&= id !== '' && !tables.has(id);
    tables.set(id, table);
    // A table that has lost its last row has a place for those of the other side all the same.
    return placed.has('rows')
      ? without
      : without.replace(/(\s*)(<\/(?:[\w-]+:)?decisionTable\s*>)/, (_, blank: string, end: string) => {
          placed.add('rows');
          return `\n<!-- rows of ${id} -->${blank}${end}`;
        });
  });
  if (!known) return undefined;
  return { frame: frame.split('\n'), tables };
}

const labelOf = (raw: string): string =>
  attributeOf(raw, 'label') ?? attributeOf(raw, 'name') ?? (wordsOf(raw) || (attributeOf(raw, 'id') ?? ''));

/** A row with a cell in each of the columns: those that it has not are taken from the other side's row, else empty. */
export function rowFor(row: Part, columns: readonly Column[], other?: Part): string {
  const entries = columns.map((column) => {
    const cell = row.cells.get(column.id) ?? other?.cells.get(column.id);
    return cell?.raw ?? emptyCell(row, column);
  });
  const inner = [...row.raw.matchAll(ENTRY)];
  if (inner.length === entries.length && inner.every(([raw], at) => raw === entries[at])) return row.raw;
  const first = inner[0];
  const last = inner.at(-1);
  if (!first || !last) return row.raw;
  const [head, tail] = [row.raw.slice(0, first.index), row.raw.slice(last.index + last[0].length)];
  return `${head}${entries.join('\n')}${tail}`;
}

function emptyCell(row: Part, { id, kind }: Column): string {
  const prefix = /^\s*<([\w-]+:)?/.exec(row.raw)?.[1] ?? '';
  const name = `${prefix}${kind}Entry`;
  return `<${name} id="${row.id}-${id}"><${prefix}text></${prefix}text></${name}>`;
}

/** Puts the pieces together to a file again. */
export function writeDecisions(
  frame: readonly string[],
  tables: ReadonlyMap<string, { columns: readonly string[]; rows: readonly string[] }>,
): string {
  return frame
    .flatMap((line) => {
      const [, what, id] = PLACE.exec(line.trim()) ?? [];
      return what ? (tables.get(id!)?.[what as 'columns' | 'rows'] ?? []) : [line];
    })
    .join('\n');
}
