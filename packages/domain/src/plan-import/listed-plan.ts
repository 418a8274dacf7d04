import { label, splitInline, splitLabels, type LabelledText } from './labels.ts';
import { splitNumber } from './numbers.ts';
import { documentName } from './page-edge.ts';
import { type RawRow, type RawTable } from './raw-table.ts';
import { isTerm } from './when-who.ts';

/** A point of a list: its number, if it has one, and the rest of its first line. */
interface Point {
  number: string;
  text: string;
}

/** A point has no more lines, nor letters: one that has is prose. */
const most = { lines: 12, letters: 1500 };

/** How points of a list begin: the first of these in which two points say when or who is the manner of the document. */
const manners: readonly ((line: string) => Point | undefined)[] = [
  (line) => {
    const split = splitNumber(line) ?? splitNumber(line.replace(/^(\d{1,2})\)/, '$1.'));
    if (split) return { number: split.number.text, text: split.rest };
    // In a table «100.» may end a cell; a point of a list begins with it.
    const found = /^([1-9]\d\d)[.)]\s+(\p{L}.*)$/u.exec(line);
    return found ? { number: found[1]!, text: found[2]! } : undefined;
  },
  (line) => {
    const found =
      /^(?:наименование )?(?:мероприяти[ея]|мера)\s*(?:№ ?)?(\d{0,3})[.)]?\s*[:–—-]\s*(\S.*)$/iu.exec(line);
    return found ? { number: found[1]!, text: found[2]! } : undefined;
  },
  (line) => {
    const found = /^[-–—•·*]\s*(\p{Lu}.*)$/u.exec(line);
    return found ? { number: '', text: found[1]! } : undefined;
  },
];

/**
 * A plan written as a list, as orders name what is to be done: «1. Провести семинар. Срок: май 2024. Ответственный: ИМЦ»; read
 * as a table with a header. Where when and who have no labels every row is marked. Nothing where fewer than two points are such.
 */
export function listedPlan(paragraphs: readonly string[]): RawTable | undefined {
  const labelled = paragraphs.some((line) => line.search(label) >= 0);
  const ways = labelled ? [splitLabels, splitInline] : [splitInline];
  for (const begins of manners)
    for (const parted of ways) {
      const found = listOf(paragraphs, begins, parted);
      if (found) return found;
    }
  return undefined;
}

function listOf(
  paragraphs: readonly string[],
  begins: (line: string) => Point | undefined,
  parted: (text: string) => LabelledText | undefined,
): RawTable | undefined {
  const before: string[] = [];
  const rows: { parts?: LabelledText & { number: string }; heading: string; place: string }[] = [];
  let point: (Point & { at: number; lines: number; parts: LabelledText | undefined }) | undefined;
  let heading: string | undefined;
  const close = (): void => {
    const parts = point?.parts;
    const place = `абзац ${(point?.at ?? 0) + 1}`;
    if (point && parts) {
      if (heading) rows.push({ heading, place });
      rows.push({ parts: { ...parts, number: point.number }, heading: '', place });
      heading = undefined;
    } else if (point && point.text.length < 250)
      heading = point.number ? `${point.number}. ${point.text}` : point.text;
    point = undefined;
  };
  paragraphs.forEach((line, at) => {
    const begun = begins(line);
    if (begun) {
      close();
      point = { ...begun, at, lines: 1, parts: parted(begun.text.slice(0, most.letters)) };
    } else if (
      point &&
      point.lines < most.lines &&
      point.text.length + line.length < most.letters &&
      (!point.parts || /^[\p{Ll}(]/u.test(line) || line.search(label) === 0)
    ) {
      point.text += `\n${line}`;
      point.lines += 1;
      point.parts = parted(point.text);
    } else {
      close();
      if (rows.length === 0) before.push(line);
      else if (line.length < 200) heading = line;
    }
  });
  close();
  const points = rows.flatMap(({ parts }) => parts ?? []);
  if (points.length < 2) return undefined;
  // Without a term in any point the headings may say it.
  const timed = points.some(({ term }) => term);
  // «Сентябрь» above the first point heads it as «Октябрь» does the others.
  const first = before.at(-1) ?? '';
  if (!timed && !documentName.test(first) && isTerm(first) && rows[0]!.parts)
    rows.unshift({ heading: before.pop()!, place: rows[0]!.place });
  const columns = (['number', 'title', 'term', 'responsible', 'indicator', 'result'] as const).filter(
    (kind) => kind !== 'term' || timed,
  );
  const header: RawRow = {
    cells: columns.map((kind) => ({ text: names[kind] })),
    gap: false,
    place: rows[0]!.place,
  };
  const body = rows.map(({ parts, heading: text, place }): RawRow => ({
    cells: parts ? columns.map((kind) => ({ text: parts[kind] })) : [{ text }],
    gap: false,
    place,
    ...(parts && parted === splitInline ? { placed: 'doubtful' } : {}),
  }));
  return { rows: [header, ...body], before: before.slice(-10), exact: true };
}

const names = {
  number: '№',
  title: 'Мероприятие',
  term: 'Срок',
  responsible: 'Ответственный',
  indicator: 'Показатель',
  result: 'Результат',
} as const;
