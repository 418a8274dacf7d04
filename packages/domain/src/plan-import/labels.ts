import { splitNumber } from './numbers.ts';
import { type RawRow, type RawTable } from './raw-table.ts';
import { isTerm, splitWhenWho } from './when-who.ts';

/** What a text says of a measure behind labels: «… Срок: до 01.10.2024. Ответственный: ЦОКО.» */
export interface LabelledText {
  title: string;
  term: string;
  responsible: string;
  indicator: string;
  result: string;
}

const labels: readonly (readonly [keyof LabelledText, string])[] = [
  ['term', 'сроки?(?: \\p{L}+)?|дата(?: \\p{L}+)?'],
  [
    'responsible',
    'ответственн\\p{L}+(?: за \\p{L}+| исполнител\\p{L}+| лиц\\p{L}+)?|отв\\.?|исполнител\\p{L}+',
  ],
  ['indicator', '(?:целевой )?показател\\p{L}+|индикатор\\p{L}*'],
  ['result', '(?:ожидаемый |планируемый )?результат\\p{L}*|(?:итоговый )?документ|форма отч[её]т\\p{L}+'],
];
const label = new RegExp(
  `(?:^|[\\n.;,(]|\\s[-–—])\\s*(?:${labels.map(([kind, words]) => `(?<${kind}>${words})`).join('|')})\\s*(?:[:–—]|-\\s)\\s*`,
  'giu',
);

/** Takes a text apart at its labels; nothing where it names neither a term nor somebody responsible. */
export function splitLabels(text: string): LabelledText | undefined {
  const found = [...text.matchAll(label)];
  const parts: LabelledText = { title: '', term: '', responsible: '', indicator: '', result: '' };
  parts.title = tidy(text.slice(0, found[0]?.index ?? text.length));
  found.forEach((match, index) => {
    const kind = labels.find(([name]) => match.groups?.[name])![0];
    const value = tidy(text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length));
    parts[kind] = [parts[kind], value].filter(Boolean).join(', ');
  });
  return parts.title && (parts.term || parts.responsible) ? parts : undefined;
}

/** The end of a sentence, which parts the values of labels. */
function tidy(text: string): string {
  return text
    .trim()
    .replace(/(?<!(?:^|[\s\d.])(?:г|гг|уч|кв|п|\p{Lu}))[.;,)]+$/u, '')
    .trim();
}

/** A term inside a name: «Совещание (март 2024)»; `both` where the column is said to hold names and terms. */
export function termInTitle(text: string, both: boolean): { title: string; term: string } | undefined {
  const inBrackets = /^([\s\S]*\S)\s*\(([^()]+)\)[.;]?$/u.exec(text.trim());
  if (inBrackets && isTerm(inBrackets[2]!))
    return { title: both ? inBrackets[1]! : text, term: inBrackets[2]! };
  if (!both) return undefined;
  const { term, responsible: title } = splitWhenWho(text);
  return term && title ? { title, term } : undefined;
}

/**
 * A plan written as numbered paragraphs with labels, as orders list what is to be done; read as a table with a header.
 * Nothing where fewer than two paragraphs are such.
 */
export function labelledPlan(paragraphs: readonly string[]): RawTable | undefined {
  const before: string[] = [];
  const rows: RawRow[] = [];
  let item: { number: string; text: string; at: number } | undefined;
  let heading: string | undefined;
  const close = (): void => {
    const parts = item && splitLabels(item.text);
    const place = `абзац ${(item?.at ?? 0) + 1}`;
    if (parts) {
      if (heading) rows.push({ cells: [{ text: heading }], gap: false, place });
      const cells = [item!.number, parts.title, parts.term, parts.responsible, parts.indicator, parts.result];
      rows.push({ cells: cells.map((text) => ({ text })), gap: false, place });
      heading = undefined;
    } else if (item && item.text.length < 250) heading = `${item.number}. ${item.text}`;
    item = undefined;
  };
  paragraphs.forEach((line, at) => {
    const split = splitNumber(line) ?? splitNumber(line.replace(/^(\d{1,2})\)/, '$1.'));
    if (split) {
      close();
      item = { number: split.number.text, text: split.rest, at };
    } else if (item && (!splitLabels(item.text) || /^[\p{Ll}(]/u.test(line) || line.search(label) === 0))
      item.text += `\n${line}`;
    else {
      close();
      if (rows.length === 0) before.push(line);
      else if (line.length < 200) heading = line;
    }
  });
  close();
  const count = rows.filter(({ cells }) => cells.length > 1).length;
  if (count < 2) return undefined;
  const names = ['№', 'Мероприятие', 'Срок', 'Ответственный', 'Показатель', 'Результат'];
  const header: RawRow = { cells: names.map((text) => ({ text })), gap: false, place: rows[0]!.place };
  return { rows: [header, ...rows], before: before.slice(-10), exact: true };
}
