import { step } from '../steps.ts';

/** One cell as a reader found it; paragraphs are lines of `text`. */
export interface RawCell {
  text: string;
  /** The cell is a part of one above it or to its left, and holds no text of its own. */
  merged?: 'above' | 'left';
  /** The first paragraph is in bold. */
  bold?: boolean;
  /** The automatic number that the word processor shows before the text; empty where a list has one that is not known. */
  autoNumber?: string;
  /** Where the cell begins and ends, as shares of the table's width. */
  at?: readonly [from: number, to: number];
  /** The spreadsheet stores a number or a date here, and shows `text`. */
  stored?: 'number' | 'date';
}

/** One row as a reader found it. */
export interface RawRow {
  cells: RawCell[];
  /** An empty line or page break stands before it: only in converted text, where a row may go on after it. */
  gap: boolean;
  /** The reader has put the cells under the columns by their contents; `doubtful`: another way is as good. */
  placed?: 'surely' | 'doubtful';
  /** Where it stands: «строка 135», «лист „План“, строка 7». */
  place: string;
}

/** A table with the paragraphs before it, the nearest last. */
export interface RawTable {
  rows: RawRow[];
  before: string[];
  /** Cells are known by position; otherwise (converted text) columns may have shifted. */
  exact: boolean;
}

/** What readers give: the tables, and the words around them. */
export interface RawDocument {
  tables: RawTable[];
  /** Paragraphs outside of tables, as far as they may name the document's period. */
  paragraphs: string[];
  problems: PlanProblem[];
}

/** What is wrong or doubtful, in Russian; `column` names the field of the measure. */
export interface PlanProblem {
  code: string;
  message: string;
  /** `info`: said for the record; `warning`: a person should look. */
  severity: 'info' | 'warning';
  place?: string;
  column?: 'number' | 'section' | 'title' | 'term' | 'responsible' | 'indicator' | 'result';
  suggestion?: string;
}

/** A file that cannot be imported at all; the message says in Russian what was found and what to do. */
export class PlanImportError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'PlanImportError';
    this.code = code;
  }
}

/** Latin letters that look like Russian ones, and these. */
const lookAlikes = new Map(
  [...'AaBCcEeHKkMOoPpTXxy'].map((latin, index) => [latin, [...'АаВСсЕеНКкМОоРрТХху'][index]!]),
);

/** Gives a Russian word back the letters that a scan or a keyboard made Latin. */
function unmixed(text: string): string {
  if (!/[A-Za-z]/.test(text)) return text;
  return text.replace(/[A-Za-zА-Яа-яЁё]+/g, (word) =>
    word.length > 2 &&
    /[А-Яа-яЁё]/.test(word) &&
    [...word].every((letter) => !/[A-Za-z]/.test(letter) || lookAlikes.has(letter))
      ? [...word].map((letter) => lookAlikes.get(letter) ?? letter).join('')
      : word,
  );
}

/** Puts the text of a cell in order: one space between words, one line break between paragraphs, Russian letters. */
export function cleanCell(text: string): string {
  step(1 + text.length);
  return (
    unmixed(text)
      .replace(/[\u00ad\u200b\ufeff]/g, '')
      // What converters write for quotes and dashes that they do not know.
      .replace(/<</g, '«')
      .replace(/>>/g, '»')
      .replace(/(?<!-)--(?!-)/g, '–')
      // What markdown writes before a sign that means nothing there.
      .replace(/\\(?=[.*_#()[\]!+~>-])/g, '')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n[\n ]*/g, '\n')
      .trim()
  );
}
