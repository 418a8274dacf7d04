import { alignRow } from './align.ts';
import { append, finishBefore } from './append-row.ts';
import { noSign } from './calendar-columns.ts';
import { type ColumnKind } from './columns.ts';
import { numbersColumns, readHeader, type Header } from './header.ts';
import { joinText, unwrap, unwrapTerm } from './join-text.ts';
import { isTotal, otherHeader, signature } from './no-measures.ts';
import { headingWord, isUnder, readNumber, restoreZero, splitNumber, type RowNumber } from './numbers.ts';
import { type PlanTable } from './plan-tables.ts';
import { type RawCell, type RawRow } from './raw-table.ts';
import { lastRow, type Fields, type Open, type PlanRow, type Reading } from './reading.ts';
import { termAlone } from './term-alone.ts';
import { splitWhenWho } from './when-who.ts';

/** Reads the rows below the header of a plan, up to the header of some other table. */
export function readRows({ table, start, header, names }: PlanTable): PlanRow[] {
  const column = header.indexOf('number');
  const rows = table.rows.slice(start).map((row) => numberedRow(row, header));
  const numbered =
    column >= 0 && rows.some((row) => row.cells.some((cell) => readNumber(cell) !== undefined));
  const levels = levelsOf(rows, header);
  const reading: Reading = {
    header,
    names,
    exact: table.exact,
    rows: [],
    numbered,
    levels,
    full: areFull(rows, header),
    above: {},
  };
  let gap = false;
  let repeated = 0;
  for (const [index, row] of rows.entries()) {
    const again = repeated > 0 ? undefined : readHeader(row, rows[index + 1], rows[index + 2]);
    if (again) {
      // The same names again have the kinds that the rows have told.
      if (again.names.join() !== names.join() && again.header.length === header.length)
        reading.header = again.header;
      repeated = again.rows;
    }
    if (repeated > 0 || numbersColumns(row.cells)) {
      repeated = Math.max(0, repeated - 1);
      gap = true;
      continue;
    }
    if (isTotal(row)) continue;
    if (otherHeader(row, rows[index + 1]) || signature(row, rows[index + 1])) break;
    readRow(reading, row, rows.slice(index + 1, index + 4), gap || row.gap);
    gap = false;
  }
  return reading.rows;
}

/** Whether rows without numbers say when or who, but for a few that have a name alone. */
function areFull(rows: readonly RawRow[], header: Header): boolean {
  if (header.includes('number')) return false;
  const filled = rows.map(({ cells }) => cells.filter(({ text }) => text).length);
  const [whole, alone] = [
    filled.filter((size) => size > 2).length,
    filled.filter((size) => size === 1).length,
  ];
  return whole >= 3 && alone * 2 <= whole && whole + alone >= rows.length - 1;
}

/** The levels of numbers at which the plan has measures of its own. */
function levelsOf(rows: readonly RawRow[], header: Header): Set<number> {
  const own = header.flatMap((kind, at) => (kind.startsWith('term') || kind === 'responsible' ? [at] : []));
  const whole = rows.filter(({ cells }) => own.some((at) => cells[at]?.text));
  const numbers = whole.map((row) => numberOf(row, header.indexOf('number')));
  return new Set(
    numbers.flatMap((number) => (number && !number.letter && !number.roman ? [number.parts.length] : [])),
  );
}

/** The row with automatic numbers as the text that Word shows: in the column of numbers, before a name, before a heading. */
function numberedRow(row: RawRow, header: Header): RawRow {
  if (row.cells.every((cell) => !cell.autoNumber)) return row;
  const column = header.indexOf('number');
  const own = column >= 0 ? column : header.indexOf('title');
  const alone = row.cells.filter((cell) => cell.text || cell.autoNumber).length === 1;
  const cells = row.cells.map((cell, index) =>
    cell.autoNumber && (alone || index === own)
      ? { ...cell, text: `${cell.autoNumber} ${cell.text}`.trim() }
      : cell,
  );
  return { ...row, cells };
}

function readRow(reading: Reading, row: RawRow, coming: readonly RawRow[], gap: boolean): void {
  const { header, exact } = reading;
  const heading = sectionOf(reading, row, coming, gap);
  if (heading) {
    reading.rows.push({ kind: 'section', place: row.place, ...heading });
    reading.above = {};
    return;
  }
  const { cells, shifted } = alignRow(row, header, exact);
  if (cells.every((cell) => !cell.text && cell.autoNumber === undefined)) return;
  const column = header.indexOf('number');
  const numberCell = column >= 0 ? cells[column]! : undefined;
  const { fields, inherited } = fieldsOf(reading, cells);
  let number = numberCell && readNumber(numberCell, reading.last);
  const leading = numberCell && !number ? splitNumber(numberCell.text) : undefined;
  if (leading) {
    // Number and name share a cell: «1.1. Проведение семинара».
    number = leading.number;
    fields.title = joinText(leading.rest, fields.title ?? '');
  } else if (column < 0) {
    // A list of several in one cell has numbers of its own.
    const list = /\n\s*2[.)]/.test(fields.title ?? '');
    const inTitle = list ? undefined : splitNumber(fields.title ?? '');
    if (inTitle) [number, fields.title] = [inTitle.number, inTitle.rest];
  } else if (numberCell && !number && numberCell.text)
    fields.title = joinText(numberCell.text, fields.title ?? '');

  // A number that covers a direction with several measures is that of each.
  const direction = cells[header.indexOf('section')];
  const shared = numberCell?.merged === 'above' && direction?.merged === 'above' && Boolean(fields.title);
  if (shared && reading.last) {
    number = reading.last;
    inherited.push('number');
  }

  const auto = numberCell?.autoNumber !== undefined;
  const place = row.place;
  if (number && numberCell) number = restoreZero(number, reading.last, numberCell);
  const plain =
    !reading.numbered && column >= 0
      ? !auto && !number && !reading.rows.some((one) => one.kind === 'measure')
      : false;
  if (number || auto || !reading.numbered || plain) {
    if (!number && !auto && continues(reading, fields, gap)) return append(reading, fields, gap);
    const owner = lastRow(reading);
    if (number?.letter && owner && hasOwn(owner, reading)) {
      // «а)» under a measure that says when and who is a part of it.
      fields.title = `${number.text}) ${fields.title ?? ''}`;
      reading.rows.push({ kind: 'item', place, fields, inherited, torn: false });
      return;
    }
    if (number) reading.last = number;
    reading.rows.push({
      kind: 'measure',
      place,
      auto,
      fields,
      inherited,
      shifted,
      torn: false,
      ...(number ? { number } : {}),
      ...(row.placed === 'doubtful' ? { doubtful: true } : {}),
    });
    return;
  }
  if (numberCell?.merged !== 'above' && continues(reading, fields, gap)) return append(reading, fields, gap);
  if (!fields.title && lastRow(reading)) return append(reading, fields, gap);
  const torn = gap && lastRow(reading) !== undefined;
  if (torn) finishBefore(reading, fields);
  reading.rows.push({ kind: 'item', place, fields, inherited, torn });
}

/** Whether a row is a whole measure under which letters stand, or one of those. */
function hasOwn(row: Open, { levels }: Reading): boolean {
  if (row.kind === 'item') return true;
  const { number, fields } = row;
  if (!number || number.letter) return false;
  return Boolean(fields.term || fields.responsible) || (!number.roman && levels.has(number.parts.length));
}

function fieldsOf(reading: Reading, cells: readonly RawCell[]): { fields: Fields; inherited: ColumnKind[] } {
  const fields: Fields = {};
  const inherited: ColumnKind[] = [];
  reading.header.forEach((kind, index) => {
    const cell = cells[index]!;
    if (kind === 'number' || kind === 'other') return;
    if (kind === 'term-mark') {
      if (cell.text || cell.merged === 'left') fields.term = markedTerm(reading, fields.term, cell, index);
      return;
    }
    const above = cell.merged === 'above' && kind !== 'title' ? reading.above[kind] : undefined;
    if (above && !inherited.includes(kind)) inherited.push(kind);
    const second = reading.header.indexOf(kind) < index;
    const year = second
      ? /^(?:.*\s)?(20\d\d)(?: ?г(?:\.|од)?)?$/u.exec(reading.names[index] ?? '')?.[1]
      : undefined;
    const text = above ?? (kind.startsWith('term') ? unwrapTerm(cell.text) : unwrap(cell.text));
    // «Плановые значения: 2023, 2024»; «Исполнитель» and «соисполнители» are several.
    const own = year && text ? `${year}: ${text}` : text;
    const seam = kind === 'responsible' ? ';\n' : '\n';
    fields[kind] = second && own !== fields[kind] ? [fields[kind], own].filter(Boolean).join(seam) : own;
    if (cell.merged !== 'above')
      reading.above[kind] = second ? [reading.above[kind], own].filter(Boolean).join(seam) : own;
  });
  return { fields: apart(fields), inherited };
}

/** The term of a measure marked under the months of a plan: their names, or what the cell itself says of the time. */
function markedTerm(reading: Reading, before: string | undefined, cell: RawCell, index: number): string {
  const name = reading.names[index] ?? '';
  const month = /^20\d\d$/.test(name) ? `${name} год` : name;
  if (cell.merged === 'left')
    return before && reading.header[index - 1] === 'term-mark' ? `${before}, ${month}` : (before ?? '');
  if (noSign.test(cell.text)) return before ?? '';
  const year = /(?:^|\s)(20\d\d)(?:\s|$)/u.exec(month)?.[1];
  const dated = year && !/\d{4}|\.\d\d(?:\D|$)/.test(cell.text) ? `${cell.text} ${year}` : cell.text;
  const own = cell.text.length > 2 && termAlone(cell.text).certainty !== 'unreadable' ? dated : month;
  return before ? `${before}, ${own}` : own;
}

/** Parts the cell of a column that says both when and who. */
function apart(fields: Fields): Fields {
  const both = fields['term-responsible'];
  if (both === undefined) return fields;
  const { term, responsible } = splitWhenWho(both);
  delete fields['term-responsible'];
  return { ...fields, term: fields.term ?? term, responsible: fields.responsible ?? responsible };
}

/** A heading between the rows: one text alone in the row, or a number and a name with numbers below it. */
function sectionOf(
  reading: Reading,
  row: RawRow,
  coming: readonly RawRow[],
  gap: boolean,
): { number?: RowNumber; title: string } | undefined {
  const filled = row.cells.map((cell, index) => ({ cell, index })).filter(({ cell }) => cell.text);
  const same = filled.length > 1 && filled.every(({ cell }) => cell.text === filled[0]!.cell.text);
  const column = reading.header.indexOf('number');
  const childOf = (number: RowNumber): boolean => {
    const next = coming.map((one) => numberOf(one, column)).find((found) => found !== undefined);
    // Letters below a number where its like are measures are parts of one.
    if (next?.letter && !number.roman && reading.levels.has(number.parts.length)) return false;
    return next !== undefined && (number.roman ? !next.roman : isUnder(next, number));
  };
  if (filled.length === 1 || same) {
    const { cell, index } = filled[0]!;
    if (readNumber(cell)) return undefined;
    const wide = row.cells.length === 1 || row.cells.some((other) => other.merged === 'left') || same;
    const split = splitNumber(cell.text);
    const title = cell.text.replace(/\s+/g, ' ');
    if (
      split &&
      (wide || childOf(split.number) || index === 0) &&
      !measureLike(split.number, reading, wide)
    ) {
      return { number: split.number, title };
    }
    if (split) return undefined;
    if (/^\p{Ll}/u.test(title) && gap) return undefined;
    const bare =
      column < 0 && /^\p{Lu}/u.test(title) && (!gap || reading.full) && ends(lastRow(reading)?.fields.title);
    const names = bare && (headingWord.test(title) || (reading.full && !/[;,:]$/.test(title)));
    const first = index === 0 && (column === 0 || row.cells.length === 1 || names);
    if (first || wide) return title.length <= 400 ? { title } : undefined;
    const bold =
      (cell.bold || leads(reading, row, cell, coming, gap)) &&
      index <= Math.max(0, reading.header.indexOf('title')) &&
      !gap;
    return bold && title.length < 250 ? { title } : undefined;
  }
  if (filled.length !== 2 || filled[0]!.index > Math.max(0, column)) return undefined;
  const number = readNumber(filled[0]!.cell);
  const onlyName =
    filled[1]!.index <= reading.header.indexOf('title') ||
    row.cells.some((cell) => cell.merged === 'left') ||
    row.cells.length === 2;
  if (!number || !onlyName || !childOf(number)) return undefined;
  return { number, title: `${number.text}. ${filled[1]!.cell.text.replace(/\s+/g, ' ')}` };
}

/** Whether a name alone in its row heads the numbered rows that follow it, and is no part of the one before. */
function leads(
  reading: Reading,
  row: RawRow,
  cell: RawCell,
  coming: readonly RawRow[],
  gap: boolean,
): boolean {
  const column = reading.header.indexOf('number');
  const whole = row.cells.length === reading.header.length && row.cells.every(({ merged }) => !merged);
  if (!whole || gap || column < 0 || !/^\p{Lu}/u.test(cell.text) || /[;,:]$/.test(cell.text)) return false;
  const next = coming[0];
  if (!next || numberOf(next, column) === undefined || next.cells.filter(({ text }) => text).length < 3)
    return false;
  if (headingWord.test(cell.text)) return true;
  const last = lastRow(reading);
  if (!last) return reading.rows.length === 0 && cell.text.length < 200;
  // A part has a term or somebody of its own, or the measure has parts before it.
  return (
    last.kind === 'measure' && Boolean(last.fields.term && last.fields.responsible) && ends(last.fields.title)
  );
}

/** Whether a title is not cut off. */
function ends(title: string | undefined): boolean {
  return !/[,;:–—-]$|(?:^|\s)(?:и|или|в|на|по|с|для|о|об|к|от)$/iu.test(title ?? '');
}

/** «3.2. Название» alone in a row is a measure whose other cells are empty, when 3.1 before it was one. */
function measureLike(number: RowNumber, reading: Reading, wide: boolean): boolean {
  const last = reading.last;
  if (wide || !last || last.roman !== number.roman || last.parts.length !== number.parts.length) return false;
  return last.parts.length > 1 && last.parts[0] === number.parts[0];
}

function numberOf(row: RawRow, column: number): RowNumber | undefined {
  const cell = row.cells[Math.max(0, column)];
  if (!cell) return undefined;
  return readNumber(cell) ?? splitNumber(cell.text)?.number;
}

/** Whether a row without a number only goes on with the one before it. */
function continues(reading: Reading, fields: Fields, gap: boolean): boolean {
  const last = lastRow(reading);
  if (!last || reading.exact) return false;
  const title = fields.title ?? '';
  const others = Object.entries(fields).some(([kind, text]) => kind !== 'title' && text);
  if (!title) return true;
  if (/^[\p{Ll}),;]/u.test(title)) return true;
  if (!gap) return false;
  if (!others) return true;
  const before = last.fields.title ?? '';
  // The name is cut off, or the rests of all other cells begin in the middle of a sentence.
  const rest = Object.entries(fields).every(
    ([kind, text]) => kind === 'title' || !text || /^\p{Ll}/u.test(text),
  );
  if (!ends(before) || (rest && !/^\p{Lu}/u.test(title))) return true;
  return !/[.!?»)]$/u.test(before) && !(fields.term && last.fields.term);
}
