import { columnKind } from '../columns.ts';
import { isColumnName } from '../header.ts';
import { readNumber } from '../numbers.ts';
import { isTerm } from '../when-who.ts';
import { rawOf, textOf, type LineCell } from './line-cell.ts';

/** A line that goes on with the name of a column on the line above: «Ответственный за» + «проведение работ». */
const goesOn =
  /^(?:(?:в|во|за|и|на|о|об|по|при|с) |(?:проведения|исполнения|выполнения|реализации|мероприятия)$)/u;
const cutOff = /\s(?:в|во|за|и|на|о|об|по|при|с)$/u;
/** A name of a column is shorter, and so are both its lines. */
const longest = 60;
/** How many lines around a name are asked for the names of other columns. */
const around = 5;

/** Lines with those put together that are one name of a column on two lines, among other names. */
export function joinedNames(cells: readonly LineCell[]): LineCell[] {
  const texts = cells.map(textOf);
  const kinds = texts.map((text) => (text.length < longest ? columnKind(text) : undefined));
  const among = (at: number): boolean => {
    const near = kinds.slice(Math.max(0, at - around), at + around);
    return near.includes('title') && (near.includes('term') || near.includes('responsible'));
  };
  const found: LineCell[] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const [own, next] = [texts[at]!, texts[at + 1] ?? ''];
    const short = own.length < longest && next.length < longest && /^\p{Lu}/u.test(own);
    const rest = short && /^\p{Ll}/u.test(next) && among(at);
    const beside = rest && [at - 1, at + 2].some((other) => isColumnName(texts[other] ?? ''));
    const named = kinds[at] === undefined && columnKind(`${own} ${next}`) !== undefined;
    const whole = beside && (named || goesOn.test(next) || cutOff.test(own)) && !isTerm(next);
    found.push(
      whole
        ? { ...cells[at]!, paragraphs: [...cells[at]!.paragraphs, ...cells[at + 1]!.paragraphs] }
        : cells[at]!,
    );
    if (whole) at += 1;
  }
  return found;
}

/** Whether numbers that stand alone count the rows below a header that has no name for them. */
export function countsRows(cells: readonly LineCell[], width: number): boolean {
  const numbers = cells.flatMap((cell, at) => {
    const number = readNumber(rawOf(cell));
    return number && !number.roman && !number.letter && number.parts.length === 1
      ? [{ at, value: number.parts[0]! }]
      : [];
  });
  const [first] = numbers;
  if (!first || first.at > 2 || first.value !== 1 || numbers.length < 2) return false;
  const onward = numbers.slice(1).filter(({ value }, index) => {
    const step = value - numbers[index]!.value;
    return (step > 0 && step <= 3) || value === 1;
  });
  return onward.length * 2 > numbers.length - 1 && numbers.length * (width + 12) >= cells.length;
}
