import { parseTerm } from '../terms/index.ts';
import { type RawTable } from './raw-table.ts';

/** Years as titles write them: «на 2023-2024 учебный год», «на 2022–2025 годы», «на 2024 год». */
const years =
  /(?:^|[\s«(])(на|в)?\s*(20\d\d\s*(?:[-–—/]\s*(?:20)?\d\d)?\s*(?:г\.?\s?г\.?|гг\.?|годы|годов|год[ау]?|уч(?:ебн\S*|\.)\s*(?:год[уа]?|г\.?)))/giu;
/** «Подготовка к 2024/2025 учебному году» lies before that year. */
const ahead = /(?:^|\s)ко?(?:\s+(?:началу|новому))?\s*$/iu;
/** Words that stand in the title of a plan. */
const titleWord = /план|карт[аы]|программ|комплекс|мероприяти|повышени|сопровождени|поддержк/iu;

/**
 * The years that a plan names in a title: written «на …», at the end of a line, best in the lines above the table or at
 * the head of the document. A mention in a sentence is not taken.
 */
export function periodOf(
  tables: readonly RawTable[],
  paragraphs: readonly string[],
): { from: string; to: string; text: string } | undefined {
  const near = new Set(tables.flatMap((table) => joinedYears(table.before.slice(-8))));
  const said = joinedYears(paragraphs.slice(0, 5000));
  const head = said.slice(0, 25);
  const lines = [...near, ...said].filter((line) => line.length < 500);
  const candidates = lines.flatMap((line) =>
    [...line.matchAll(years)].flatMap((match) => {
      if (ahead.test(line.slice(0, match.index))) return [];
      const after = line.slice(match.index + match[0].length).replace(/[\s.»*)]+/g, '');
      const score =
        (match[1]?.toLowerCase() === 'на' ? 2 : 0) +
        (after === '' ? 2 : 0) +
        (/20\d\d\D+\d\d/.test(match[2]!) ? 1 : 0) +
        (titleWord.test(line) ? 1 : 0) +
        (near.has(line) ? 1 : 0) +
        (head.includes(line) ? 1 : 0) -
        (line.length > 200 ? 1 : 0);
      return [{ text: match[2]!, score }];
    }),
  );
  const best = candidates.reduce((found, next) => (next.score > found.score ? next : found), {
    text: '',
    score: 3,
  });
  const text = best.text.replace(/учебном году/iu, 'учебный год').replace(/\s*[-–—]\s*/u, '-');
  const part = text ? parseTerm(text).parts[0] : undefined;
  if (part?.kind !== 'range') return undefined;
  // A school year's plan begins and ends in the summer around it.
  const school = part.unit === 'school-year';
  const from = school ? `${part.from.slice(0, 4)}-08-01` : part.from;
  return { from, to: school ? `${part.to.slice(0, 4)}-08-31` : part.to, text: best.text };
}

/** The lines, and each that ends in the middle of «2012 – 2013 учебный год» with the one that says the rest instead. */
function joinedYears(lines: readonly string[]): string[] {
  const found: string[] = [];
  for (const line of lines) {
    const before = found.at(-1);
    const torn = before !== undefined && before.length < 500 && /20\d\d\s*[-–—/]$/u.test(before.trimEnd());
    if (torn && /^\s*20\d\d(?!\d)/u.test(line))
      found[found.length - 1] = `${before.trimEnd()} ${line.trim()}`;
    else found.push(line);
  }
  return found;
}
