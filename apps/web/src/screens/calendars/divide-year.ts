import { defaultSchoolCalendar, type SchoolYear, usualTrimesters } from '@opora/domain';

type Terms = SchoolYear['quarters'];
const usual = (schoolYear: number, count: number): Terms =>
  count === 3 ? usualTrimesters(schoolYear) : defaultSchoolCalendar(schoolYear).quarters;
const same = (one: Terms, other: Terms): boolean =>
  one.length === other.length &&
  one.every(({ from, to }, index) => from === other[index]!.from && to === other[index]!.to);

/** What a school year had before it was divided otherwise: the days that people have typed, by the number of terms. */
export type KeptTerms = Map<string, Terms>;

/**
 * Divides a school year into three trimesters instead of four quarters or back: on the days that were typed for them before, else on
 * their usual days. The days it had are kept; `typed` says that they were not the usual ones, so that there is something to go back to.
 */
export function divideYear(year: SchoolYear, kept: KeptTerms): { year: SchoolYear; typed: boolean } {
  const { schoolYear, quarters } = year;
  const now = quarters.length === 3 ? 3 : 4;
  const next = now === 3 ? 4 : 3;
  kept.set(`${schoolYear}/${now}`, quarters);
  return {
    year: { ...year, quarters: kept.get(`${schoolYear}/${next}`) ?? usual(schoolYear, next) },
    typed: !same(quarters, usual(schoolYear, now)),
  };
}
