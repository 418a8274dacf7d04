import { columnKind } from '../columns.ts';
import { readHeader } from '../header.ts';
import { readNumber, splitNumber } from '../numbers.ts';

/** A header whose names stand one behind the other in lines of a page, each on one line or several. */
export interface WrappedHeader {
  names: string[];
  /** How many lines it takes. */
  lines: number;
}

/** A header has no more lines, and a line of it no more letters. */
const most = { lines: 16, letters: 160 };
const numberName = /^(?:№+ ?(?:п ?[/.]? ?п\.?)?|п ?\/ ?п\.?)(?:\s|$)/iu;

/** The header that begins in a line: it says what, when and who. */
export function wrappedHeader(lines: readonly string[], from: number): WrappedHeader | undefined {
  if (!mayBegin(lines[from]!)) return undefined;
  let best: WrappedHeader | undefined;
  const names: string[] = [];
  for (let at = from; at < Math.min(from + most.lines, lines.length); at += 1) {
    const line = lines[at]!;
    if (!line) continue;
    if (line.length > most.letters || (at > from && beginsRow(line))) break;
    for (const piece of piecesOf(line)) addPiece(names, piece);
    // «результатами / Дорожная карта / № п/п»: the header begins with the name of the numbers.
    const counted = names.findIndex((name, index) => index > 0 && numberName.test(name));
    if (counted > 1 || (counted === 1 && !/^(?:наименование|содержание|мероприяти)/iu.test(names[0]!))) break;
    if (counted === 1) names.unshift(...names.splice(1, 1));
    if (names.length > 12 || names.some((name) => name.length > 90)) break;
    const kinds = readHeader({ cells: names.map((text) => ({ text })), gap: false, place: '' })?.header;
    const whole = kinds && (['title', 'term', 'responsible'] as const).every((kind) => kinds.includes(kind));
    const odd = kinds?.filter((kind) => kind === 'other').length ?? 0;
    // «Кадры» behind all names is the first heading of the rows.
    if (whole && odd <= 1 && kinds.at(-1) !== 'other') best = { names: [...names], lines: at - from + 1 };
  }
  return best;
}

function mayBegin(line: string): boolean {
  if (!line || line.length > most.letters) return false;
  const [first = ''] = piecesOf(line);
  return (
    numberName.test(first) || columnKind(first) !== undefined || /^(?:наименование|содержание)/iu.test(first)
  );
}

function beginsRow(line: string): boolean {
  const number = readNumber({ text: line }) ?? splitNumber(line)?.number;
  return number !== undefined;
}

/** «№ п/п Мероприятия Отв. Сроки»: each name begins with a capital letter. */
function piecesOf(line: string): string[] {
  const number = numberName.exec(line)?.[0];
  const rest = number ? line.slice(number.length) : line;
  const others = rest.split(/\s+(?=\p{Lu}\p{Ll})/u).filter(Boolean);
  return number ? [number.trim(), ...others] : others;
}

function addPiece(names: string[], piece: string): void {
  const last = names.at(-1);
  const goesOn = last !== undefined && /^[\p{Ll}(]/u.test(piece) && !numberName.test(piece);
  if (!goesOn) names.push(piece);
  // «Наименование / № п/п мероприятия»: the name goes on behind that of the numbers.
  else if (numberName.test(`${last} `) && names.length > 1) {
    names.splice(-2, 2, last, `${names.at(-2)!} ${piece}`);
  } else names[names.length - 1] = /\p{L}-$/u.test(last) ? last.slice(0, -1) + piece : `${last} ${piece}`;
}
