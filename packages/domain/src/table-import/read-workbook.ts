import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { countWord } from '../count-word.ts';
import { inspectArchive } from '../plan-import/read/archive.ts';
import { PlanImportError } from '../plan-import/raw-table.ts';
import { type Cell, isEmpty } from './column.ts';
import { MergedCells, type MergedCell } from './merged-cells.ts';
import { type SheetRow, sheetRows } from './sheet-rows.ts';
import { sharedStrings } from './shared-strings.ts';
import { numberKinds } from './number-kinds.ts';
import { markup } from './markup.ts';
import type { TableRow, Tell } from './read-table.ts';

/** A table of 100,000 rows of results has about 60 MB of markup. */
const archiveLimits = { total: 400_000_000, xml: 300_000_000, entries: 2000 };
/** Rows above a table, or of a sheet that has none. */
const longestCover = 1000;
/** Behind so many empty rows no table goes on: a sheet may be formatted down to its last row, the millionth. */
const longestGap = 20_000;

/** Parts of an opened workbook by their names; a part is unpacked as it is read. */
interface Parts {
  names: ReadonlySet<string>;
  read(name: string): Promise<AsyncIterable<Buffer>>;
  close(): void;
}

/** Reads the rows of the first visible sheet that has a table, part by part as they are unpacked. */
export async function* readWorkbook(bytes: Uint8Array, tell: Tell): AsyncGenerator<TableRow> {
  const merged = new MergedCells();
  const names = await inspectArchive(bytes, archiveLimits, (part, chunk) => merged.take(part, chunk));
  if (!names.includes('xl/workbook.xml')) {
    const what = names.includes('word/document.xml') ? 'Это документ Word' : 'Это архив';
    throw new PlanImportError('wrong-kind', `${what}, а не книга Excel. Сохраните таблицу как xlsx.`);
  }
  try {
    const parts = await openParts(bytes);
    try {
      yield* firstTable(parts, merged, tell);
    } finally {
      parts.close();
    }
  } catch (error) {
    if (error instanceof PlanImportError) throw error;
    throw new PlanImportError(
      'broken-file',
      `Книга Excel не читается (${(error as Error).message}). Откройте её в редакторе и сохраните заново.`,
    );
  }
}

async function* firstTable(parts: Parts, merged: MergedCells, tell: Tell): AsyncGenerator<TableRow> {
  const { sheets, since1904 } = await sheetsOf(parts);
  const visible = sheets.filter(({ hidden }) => !hidden);
  const kinds = parts.names.has('xl/styles.xml') ? await numberKinds(await parts.read('xl/styles.xml')) : [];
  const strings = await textsOf(parts);
  let cover: TableRow[] = [];
  for (const [at, { name, part }] of visible.entries()) {
    const held: TableRow[] = [];
    let table = false;
    const rows = sheetRows(await parts.read(part), { strings, kinds, since1904 });
    for await (const row of filledIn(rows, merged.of(part), { name, tell })) {
      // A sheet with a title page, or notes, comes before the table at times.
      table ||= row.cells.filter((cell) => !isEmpty(cell ?? null)).length > 2;
      if (!table) {
        if (held.length < longestCover) held.push(row);
        continue;
      }
      yield* held.splice(0);
      yield row;
    }
    if (table) {
      tellOfOthers(
        { name, after: visible.slice(at + 1), hidden: sheets.filter(({ hidden }) => hidden) },
        tell,
      );
      return;
    }
    if (cover.length === 0) cover = held;
  }
  yield* cover;
}

/** Names the sheets that were not read, so that nobody looks for their rows. */
function tellOfOthers(
  of: { name: string; after: { name: string }[]; hidden: { name: string }[] },
  tell: Tell,
): void {
  const list = (sheets: { name: string }[]): string =>
    `${sheets
      .slice(0, 5)
      .map(({ name }) => `«${name}»`)
      .join(', ')}${sheets.length > 5 ? ` и ещё ${sheets.length - 5}` : ''}`;
  if (of.after.length > 0)
    tell(
      `Прочитан лист «${of.name}»; другие листы книги не читались: ${list(of.after)}. Загрузите их отдельно.`,
    );
  if (of.hidden.length > 0) tell(`Скрытые листы не читались: ${list(of.hidden)}.`);
}

/** The rows of a sheet; a name in a cell merged over rows stands in each of them. */
async function* filledIn(
  rows: AsyncIterable<SheetRow>,
  merged: readonly MergedCell[],
  of: { name: string; tell: Tell },
): AsyncGenerator<TableRow> {
  const starts = new Map<number, MergedCell[]>();
  for (const cell of merged) {
    const same = starts.get(cell.from);
    if (same) same.push(cell);
    else starts.set(cell.from, [cell]);
  }
  // By column: merged cells do not lie over each other.
  const open = new Map<number, MergedCell & { value: string }>();
  let [last, repeated, firstRepeated] = [0, 0, 0];
  for await (const { row, cells } of rows) {
    if (row - last > longestGap) {
      of.tell(
        `После строки ${last} листа «${of.name}» больше ${longestGap.toLocaleString('ru')} пустых строк подряд: дальше лист не читался.`,
      );
      break;
    }
    // A row in which nothing else stands is no row of the table.
    if (cells.length === 0) continue;
    last = row;
    for (const { column, value, to } of open.values()) {
      if (to < row) open.delete(column);
      if (to < row) continue;
      if ((cells[column - 1] ?? null) !== null) continue;
      cells[column - 1] = value;
      repeated += 1;
      firstRepeated ||= row;
    }
    for (const cell of starts.get(row) ?? []) {
      const value = cells[cell.column - 1];
      if (isName(value)) open.set(cell.column, { ...cell, value });
    }
    yield { row, cells };
  }
  if (repeated > 0)
    of.tell(
      `Объединённые ячейки: название повторено в строках под ними, ${countWord(repeated, 'раз', 'раза', 'раз')} (впервые в строке ${firstRepeated}). Числа из таких ячеек не повторяются.`,
    );
}

/** Only names are repeated from merged cells: a sum over several rows is none of theirs. */
export const isName = (cell: Cell | undefined): cell is string =>
  typeof cell === 'string' && /\p{L}/u.test(cell);

async function openParts(bytes: Uint8Array): Promise<Parts> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const zip = await new Promise<ZipFile>((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, autoClose: false }, (error, opened) =>
      error ? reject(error) : resolve(opened),
    );
  });
  const entries = new Map<string, Entry>();
  await new Promise<void>((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', resolve);
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
  return {
    names: new Set(entries.keys()),
    read: (name) =>
      new Promise((resolve, reject) => {
        const entry = entries.get(name);
        if (!entry) return reject(new Error(`в архиве нет части ${name}`));
        zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(stream)));
      }),
    close: () => zip.close(),
  };
}

/** The sheets of a workbook in the order of their tabs, with the parts that hold them. */
async function sheetsOf(parts: Parts): Promise<{
  sheets: { name: string; part: string; hidden: boolean }[];
  since1904: boolean;
}> {
  const targets = new Map<string, string>();
  if (parts.names.has('xl/_rels/workbook.xml.rels'))
    await markup(await parts.read('xl/_rels/workbook.xml.rels'), {
      open: (name, of) => {
        if (name === 'Relationship') targets.set(of['Id'] ?? '', partOf(of['Target'] ?? ''));
      },
    });
  const sheets: { name: string; part: string; hidden: boolean }[] = [];
  let since1904 = false;
  await markup(await parts.read('xl/workbook.xml'), {
    open: (name, of) => {
      if (name === 'workbookPr') since1904 = ['1', 'true'].includes(of['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(of).find(([key]) => /(^|:)id$/.test(key))?.[1] ?? '';
      const part = targets.get(id) ?? `xl/worksheets/sheet${sheets.length + 1}.xml`;
      const hidden = ['hidden', 'veryHidden'].includes(of['state'] ?? '');
      // A sheet that is nothing but a chart has a part of another kind.
      if (part.startsWith('xl/worksheets/') && parts.names.has(part))
        sheets.push({ name: of['name'] ?? '', part, hidden });
    },
  });
  return { sheets, since1904 };
}

/** A target is relative to the folder of the workbook, or absolute within the archive. */
const partOf = (target: string): string =>
  target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`;

const textsOf = async (parts: Parts): Promise<string[]> => {
  const name = [...parts.names].find((part) => /^xl\/sharedStrings\.xml$/i.test(part));
  return name ? sharedStrings(await parts.read(name)) : [];
};
