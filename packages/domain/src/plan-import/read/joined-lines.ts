import { step } from '../../steps.ts';
import { goesOn } from '../join-text.ts';
import { readNumber } from '../numbers.ts';
import { looksResponsible } from '../responsible.ts';
import { isTerm } from '../when-who.ts';
import { textOf, type LineCell } from './line-cell.ts';

/** A term has no more letters, nor has what is asked whether it is one. */
const longestTerm = 120;
/** Nor has a cell of a narrow column; behind so many, a quotation that no line closes holds no further one. */
const longestCell = 3000;
/** A word at the end of a line that waits for the next. */
const waits = /(?:^|\s)(?:в|во|на|с|со|и|или|по|к|ко|до|о|об|от|для|за|из|при|не|№)$|\p{L}-$/iu;
/** Who answers for something begins a cell in lower case too. */
const somebody =
  /^(?:руководители|педагоги|методисты|специалисты|заместители|тьюторы|кураторы|координаторы|школы-\p{L}+|администраци[яи]|директора?|учителя?|завуч[и]?|классные|общеобразовательные|образовательные|члены|психологи?)(?!\p{L})/u;

/** Puts the lines of a paragraph together that a narrow column wrapped: those that go on in lower case, or with the term above. */
export function joinWrapped(cells: readonly LineCell[]): LineCell[] {
  const found: LineCell[] = [];
  for (const cell of cells) {
    const last = found.at(-1);
    const [before, text] = [last ? textOf(last) : '', textOf(cell)];
    step(before.length);
    if (last && before.length <= longestCell && joins(before.split('\n').join(' '), text)) {
      const torn = /\p{L}-$/u.test(before) || goesOn(before.split(' ').at(-1)!, text.split(' ', 1)[0]!);
      const whole = before.endsWith('-') && /^\p{Ll}/u.test(text) ? before.slice(0, -1) : before;
      last.paragraphs = [{ text: `${whole}${torn ? '' : ' '}${text}`, blank: 0 }];
    } else found.push({ ...cell });
  }
  return found;
}

function joins(before: string, text: string): boolean {
  if (readNumber({ text: before }) || readNumber({ text })) return false;
  const both = `${before} ${text}`;
  const short = before.length < longestTerm && both.length < longestTerm;
  const begins = /^\p{Lu}/u.test(text);
  if (short && isTerm(both) && !(begins && isTerm(before)))
    return !isTerm(before) || !isTerm(text) || /[,–—-]$/.test(before) || /^(?:ежегодно|20\d\d)/u.test(text);
  if (before.length < longestTerm && isTerm(before)) return false;
  if (waits.test(before)) return !/^\d{1,2}\.\d/.test(text);
  if (isTerm(text.slice(0, longestTerm)) || /^(?:в течение|по плану|по графику|до \d)/u.test(text))
    return false;
  if (isOpen(before)) return looksResponsible(text) < 0.8;
  return /^[\p{Ll}(]/u.test(text) && !somebody.test(text) && !/[.;!?]$/.test(before);
}

/** Whether a quotation or a bracket is not closed. */
function isOpen(text: string): boolean {
  const count = (sign: RegExp): number => text.match(sign)?.length ?? 0;
  return count(/«/g) > count(/»/g) || count(/\(/g) > count(/\)/g);
}
