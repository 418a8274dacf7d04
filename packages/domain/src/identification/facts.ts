import {
  type ComparedSchool,
  exactMean,
  ratingGroup,
  type Reference,
  workKey,
  type WorkResult,
} from './reference.ts';

/** One work as decisions see it; shares in percent, exact, so that a threshold is met exactly. */
export interface WorkFacts {
  /** Name for people: «ОГЭ, математика, 9 класс». */
  name: string;
  procedure: WorkResult['procedure'];
  subject: string;
  grade: number;
  year: number;
  participants: number;
  belowMinimum: number;
  share: number;
  mean: number;
  districtMean: number | null;
  regionMean: number | null;
  lowerQuartileShare: number | null;
  /** Share in the same work a year before; null: not held, or fewer pupils than are judged. */
  previousShare: number | null;
}

/** Place of a school in the rating of one procedure; 1 is the best. */
export interface RatingFacts {
  procedure: WorkResult['procedure'];
  group: 'СОШ' | 'ООШ';
  place: number;
  of: number;
  /** Schools that share the place, this one among them. */
  equal: number;
  /** How far from the end, in percent of the rating: 0 is the last place. */
  fromEnd: number;
  /** The same for the last of the schools that share the place, were they in a row. */
  lastFromEnd: number;
}

/** What a method's decision is given as `school`. Works with few participants stand apart: they are flagged, not judged. */
export interface SchoolFacts {
  id: string;
  kind: ComparedSchool['kind'];
  year: number;
  works: WorkFacts[];
  small: WorkFacts[];
  ratings: RatingFacts[];
}

const shareOf = (work: WorkResult): number => (100 * work.belowMinimum) / work.participants;
const few = (work: WorkResult, minParticipants: number): boolean => work.participants < minParticipants;

/** What is known of one school for the year: `results` are its own of that year and the year before. */
export function schoolFacts(
  school: ComparedSchool,
  results: readonly WorkResult[],
  reference: Reference,
  { year, minParticipants }: { year: number; minParticipants: number },
): SchoolFacts {
  const before = new Map<string, WorkResult>();
  for (const work of results)
    if (work.year === year - 1 && work.participants > 0 && !few(work, minParticipants))
      before.set(workKey(work), work);
  const facts: SchoolFacts = { id: school.id, kind: school.kind, year, works: [], small: [], ratings: [] };
  for (const work of results) {
    if (work.year !== year || work.participants === 0) continue;
    const previous = before.get(workKey(work));
    (few(work, minParticipants) ? facts.small : facts.works).push({
      name: `${work.procedure}, ${work.subject}, ${work.grade} класс`,
      procedure: work.procedure,
      subject: work.subject,
      grade: work.grade,
      year: work.year,
      participants: work.participants,
      belowMinimum: work.belowMinimum,
      share: shareOf(work),
      mean: exactMean(work.mean),
      districtMean: reference.districtMean(work, school.districtId),
      regionMean: reference.regionMean(work),
      lowerQuartileShare: reference.lowerQuartileShare(work),
      previousShare: previous ? shareOf(previous) : null,
    });
  }
  for (const procedure of ['ЕГЭ', 'ОГЭ', 'ВПР'] as const) {
    const place = reference.place(school, procedure, year);
    if (place)
      facts.ratings.push({
        procedure,
        group: ratingGroup(school.kind),
        ...place,
        fromEnd: (100 * (place.of - place.place)) / place.of,
        lastFromEnd: (100 * (place.of - place.place - place.equal + 1)) / place.of,
      });
  }
  return facts;
}
