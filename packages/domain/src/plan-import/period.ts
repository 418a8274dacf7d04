import { parseTerm } from '../terms/index.ts';
import { type RawTable } from './raw-table.ts';

/** Years of a plan as its title names them: «на 2023-2024 учебный год», «2022–2025 годы», «на 2024 год». */
const years =
  /(?:на|в|за)?\s*((?:20\d\d)\s*(?:[-–—/]\s*(?:20)?\d\d)?\s*(?:г\.?\s?г\.?|гг\.?|годы|годов|год[ау]?|уч(?:ебн\S*|\.)\s*(?:год[уа]?|г\.?)))/iu;
/** Words that stand in the title of a plan, not in a sentence about something else. */
const title = /план|карт[аы]|программ|комплекс|мероприяти|мер\b|повышени|сопровождени|поддержк/iu;

/** The period that a plan names in its title: the nearest line above a table that has years, else the document's head. */
export function periodOf(
  tables: readonly RawTable[],
  paragraphs: readonly string[],
): { from: string; to: string; text: string } | undefined {
  const near = tables.flatMap((table) => table.before.slice(-6).toReversed());
  const head = paragraphs.filter((line) => line.length < 400).slice(0, 60);
  const lines = [
    ...near.filter((line) => line.length < 300),
    ...head.filter((line) => title.test(line)),
    ...head.filter((line) => line.length < 80 && /^(на|в)? ?20/u.test(line)),
  ];
  for (const line of lines) {
    const found = years.exec(line)?.[1];
    const part = found
      ? parseTerm(found.replace(/учебном году/iu, 'учебный год').replace(/\s*([-–—])\s*/u, '$1')).parts[0]
      : undefined;
    if (part?.kind !== 'range') continue;
    // A school year's plan begins and ends in the summer around it.
    const school = part.unit === 'school-year';
    const from = school ? `${part.from.slice(0, 4)}-08-01` : part.from;
    return { from, to: school ? `${part.to.slice(0, 4)}-08-31` : part.to, text: found! };
  }
  return undefined;
}
