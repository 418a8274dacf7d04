import { type Point, readPoint } from './points.ts';
import { type TokenStream } from './tokens.ts';

/** Years that stand alone: «2023-2024». */
export function yearsOnly(stream: TokenStream): Point[] | undefined {
  const points = readPoint(stream);
  return points?.[0]?.unit === 'year' || points?.[0]?.unit === 'school-year' ? points : undefined;
}

/** «апрель – 2023»: the year of the month, not a stretch that goes on to its end. */
export function dashedYear(stream: TokenStream, month: Point): true | undefined {
  if (!stream.take(/-/)) return undefined;
  const [year, ...more] = yearsOnly(stream) ?? [];
  if (!year || more.length > 0 || year.unit !== 'year' || year.from.year !== year.to.year) return undefined;
  month.from = { ...month.from, year: year.from.year };
  month.to = { ...month.to, year: year.from.year };
  return true;
}
