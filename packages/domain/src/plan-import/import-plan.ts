import { fileTypeFromBuffer } from 'file-type';
import { type TermContext } from '../terms/index.ts';
import { readHeader } from './header.ts';
import { interpret } from './interpret.ts';
import { type ImportedPlan } from './plan.ts';
import { PlanImportError, type RawDocument } from './raw-table.ts';
import { inspectArchive } from './read/archive.ts';
import { hasTabbedCells, readBarred, readPlainLines, readTabbedCells } from './read/cell-lines.ts';
import { decodeText } from './read/decode.ts';
import { readBoxed } from './read/boxed.ts';
import { readDelimited } from './read/delimited.ts';
import { readDocx } from './read/docx.ts';
import { readFlatLines } from './read/flat-lines.ts';
import { readHtml } from './read/html.ts';
import { MergedAreas } from './read/merged-areas.ts';
import { kindsOf } from './read/line-cell.ts';
import { readRuled } from './read/ruled.ts';
import { readSpaced } from './read/spaced.ts';
import { readWrappedLines } from './read/wrapped-lines.ts';
import { readXlsx } from './read/xlsx.ts';

/** Sizes past which a file is refused before it is opened. */
export const importLimits = {
  /** Bytes of a docx or xlsx, pictures and all. */
  archive: 30_000_000,
  /** Bytes of a text or csv. */
  text: 10_000_000,
  unpacked: { total: 200_000_000, xml: 24_000_000, entries: 5000 },
};

/**
 * Reads a municipal plan from a docx, xlsx, csv, html or any text made of a table. What the file is, its content says, not
 * its name. Throws `PlanImportError` with a message for people where it is no plan.
 */
export async function importPlan(bytes: Uint8Array, context: TermContext = {}): Promise<ImportedPlan> {
  return interpret(await readDocument(bytes), context);
}

/** Reads a plan that was pasted as text or as HTML. */
export function importPlanText(text: string, context: TermContext = {}): ImportedPlan {
  return interpret(readText(text), context);
}

async function readDocument(bytes: Uint8Array): Promise<RawDocument> {
  if (bytes.length === 0) throw new PlanImportError('empty', 'Файл пуст.');
  // The mark of UTF-16 looks like the beginning of a sound file.
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const kind = wide ? undefined : await fileTypeFromBuffer(bytes).catch(() => undefined);
  const zip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  if (zip) return readArchive(bytes);
  if (kind && !/^(text|application\/xml)/.test(kind.mime)) throw unsupported(kind.ext);
  if (bytes.length > importLimits.text) throw tooLarge(bytes.length, importLimits.text);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 8));
  if (start.startsWith('{\\rtf')) throw unsupported('rtf');
  if (start.startsWith('%PDF')) throw unsupported('pdf');
  const { text, problems } = decodeText(bytes);
  const document = readText(text);
  return { ...document, problems: [...problems, ...document.problems] };
}

async function readArchive(bytes: Uint8Array): Promise<RawDocument> {
  if (bytes.length > importLimits.archive) throw tooLarge(bytes.length, importLimits.archive);
  const merged = new MergedAreas();
  const names = await inspectArchive(bytes, importLimits.unpacked, (part, chunk) => merged.take(part, chunk));
  if (names.some((name) => /^word\/document\d*\.xml$/.test(name))) return readDocx(bytes);
  if (names.includes('xl/workbook.xml')) return readXlsx(bytes);
  if (names.some((name) => name.startsWith('ppt/'))) throw unsupported('pptx');
  if (names.includes('mimetype') || names.includes('content.xml')) throw unsupported('odt');
  throw unsupported('zip');
}

function readText(source: string): RawDocument {
  if (source.length > importLimits.text) throw tooLarge(source.length, importLimits.text);
  const text = source
    .replace(/^\ufeff/, '')
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')
    .replaceAll('\u0000', '');
  if (!text.trim()) throw new PlanImportError('empty', 'Текст пуст.');
  if (/<table[\s>]/i.test(text)) {
    const html = readHtml(text);
    if (html.tables.length > 0) return { ...html, problems: [] };
  }
  const ruled = readRuled(text);
  if (ruled && headerWidth(ruled) > 0) return ruled;
  // A bar alone in its line ends the cell above it, and draws no table.
  if (/^[^\S\n]*(?:[│┃║┌╔+]|\|[^\S\n]*[^\s|])/mu.test(text) && !isMarkdown(text)) {
    const drawn = readBoxed(text);
    if (drawn && headerWidth(drawn) > 0) return drawn;
  }
  const barred = readBarred(text);
  if (barred) return barred;
  if (hasTabbedCells(text)) {
    const cells = readTabbedCells(text);
    if (cells.tables.length > 0) return cells;
  }
  const rows = readDelimited(text);
  const spaced = / {3}/.test(text) ? readSpaced(text) : undefined;
  // A comma inside the name of a column cuts a header too, but into fewer cells than its gaps do.
  if (spaced && headerWidth(spaced) > (rows ? headerWidth(rows) : 0)) return spaced;
  const named = [rows, spaced].some((found) => found !== undefined && headerWidth(found) > 0);
  const flat = named ? undefined : readFlatLines(text);
  if (flat) return flat;
  const plain = readPlainLines(text);
  // Semicolons of lists make rows too: a header that lines give is more than rows without any.
  const wrapped = rows && headerWidth(rows) > 0 ? undefined : readWrappedLines(text);
  if (wrapped && wholeHeaders(wrapped) > wholeHeaders(plain)) return wrapped;
  if (!rows || (headerWidth(rows) === 0 && plain.tables.length > 0)) return plain;
  return headerWidth(rows) > 0 ? rows : { ...rows, paragraphs: plain.paragraphs };
}

/** Marks that only markdown has: there a row is a line. */
function isMarkdown(text: string): boolean {
  if (/^\s*\+(?:[-=:]{3,}\+){2,}\s*$/m.test(text)) return false;
  return /^\s*\|.*(?:\*\*|<br ?\/?>|\\\|)|^\s*\|?\s*(?::-{1,}|-{2,}:)/imu.test(text);
}

/** Cells of the widest header that a reading of the text has found; 0 where it found none. */
function headerWidth({ tables }: RawDocument): number {
  const headers = tables.flatMap(({ rows }) => rows.filter((row) => readHeader(row)));
  return Math.max(0, ...headers.map(({ cells }) => cells.length));
}

/** How many tables have names for the number, what, when and who, each by itself. */
function wholeHeaders({ tables }: RawDocument): number {
  return tables.filter(({ rows }) => {
    const names = rows[0]!.cells.map(({ text }) => text);
    const kinds = kindsOf(names);
    const named = (['number', 'title', 'term', 'responsible'] as const).every((kind) => kinds.includes(kind));
    return named && names[kinds.indexOf('number')]!.length < 12;
  }).length;
}

function tooLarge(size: number, limit: number): PlanImportError {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000)} МБ`;
  return new PlanImportError(
    'too-large',
    `Файл слишком большой: ${megabytes(size)}, можно до ${megabytes(limit)}. Оставьте в нём только план, без рисунков и приложений.`,
  );
}

const advice: { [kind: string]: string } = {
  pdf: 'Это PDF. Откройте его в Word и сохраните как docx или скопируйте таблицу и вставьте её как текст.',
  rtf: 'Это RTF. Откройте его в Word и сохраните как docx.',
  odt: 'Это документ LibreOffice. Сохраните его как docx или xlsx.',
  cfb: 'Это документ старого формата (doc или xls). Откройте его и сохраните как docx или xlsx.',
  pptx: 'Это презентация. Скопируйте таблицу в docx или вставьте её как текст.',
  zip: 'Это архив, а не документ. Распакуйте его и загрузите сам план.',
};

function unsupported(kind: string): PlanImportError {
  const text = advice[kind] ?? `Это файл «${kind}», а не план. Загрузите docx, xlsx, csv или текст.`;
  return new PlanImportError('unsupported', text);
}
