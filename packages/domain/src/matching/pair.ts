/** A point on the map, degrees. */
export interface Point {
  latitude: number;
  longitude: number;
}

/** A school that needs a partner. */
export interface SupportedSchool {
  id: string;
  districtId: string;
  place?: Point;
  /** Subjects in which it is weak. */
  needs: readonly string[];
}

/** A school that can support others. */
export interface PartnerCandidate {
  id: string;
  districtId: string;
  place?: Point;
  /** Subjects in which it is strong. */
  strengths: readonly string[];
  /** How many schools it can support at once. */
  capacity: number;
  /** How many it supports already, outside this proposal. */
  load: number;
}

/** What is known of two schools together. */
export interface PairFacts {
  school: string;
  partner: string;
  /** Kilometers by road; absent: estimated from the map. */
  roadKm?: number;
  /** How earlier support ended: 1 with results, 0 without, −1 worse. */
  pastResult?: number;
  /** Why the two must not judge or support each other, e.g. relatives among the heads. */
  conflict?: string;
}

/** The sides of a pair that are weighed. */
export const pairAspects = ['subjects', 'distance', 'load', 'history', 'district'] as const;
/** A side of a pair that is weighed. */
export type PairAspect = (typeof pairAspects)[number];
/** How much each side counts, 0 or more. */
export type PairWeights = Record<PairAspect, number>;
/** A sensible start: subjects first, then the road. */
export const usualPairWeights: PairWeights = { subjects: 5, distance: 3, load: 2, history: 2, district: 1 };

/** One side of a pair: 0 (bad) to 1 (good), and the fact behind it for screens. */
export interface AspectScore {
  aspect: PairAspect;
  score: number;
  fact:
    | { kind: 'subjects'; covered: string[]; missing: string[] }
    | { kind: 'distance'; km: number | null; estimated: boolean }
    | { kind: 'load'; load: number; capacity: number }
    | { kind: 'history'; result: number | null }
    | { kind: 'district'; same: boolean };
}

/** Roads are longer than the straight line by about this much; used only where no road length is known. */
export const ROAD_FACTOR = 1.3;
const EARTH_KM = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in kilometers (haversine formula). */
export function straightKm(from: Point, to: Point): number {
  const half =
    Math.sin(radians(to.latitude - from.latitude) / 2) ** 2 +
    Math.cos(radians(from.latitude)) *
      Math.cos(radians(to.latitude)) *
      Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(half));
}

/** Weighs one pair; what is not known counts as a half, and the fact says that it is not known. */
export function scorePair(
  school: SupportedSchool,
  partner: PartnerCandidate,
  facts: PairFacts | undefined,
  { weights, farKm }: { weights: PairWeights; farKm: number },
): { score: number; aspects: AspectScore[] } {
  const covered = school.needs.filter((subject) => partner.strengths.includes(subject));
  const missing = school.needs.filter((subject) => !partner.strengths.includes(subject));
  const estimated = facts?.roadKm === undefined;
  const km =
    facts?.roadKm ??
    (school.place && partner.place ? straightKm(school.place, partner.place) * ROAD_FACTOR : null);
  const result = facts?.pastResult ?? null;
  const same = school.districtId === partner.districtId;
  const aspects: AspectScore[] = [
    {
      aspect: 'subjects',
      score: school.needs.length === 0 ? 0.5 : covered.length / school.needs.length,
      fact: { kind: 'subjects', covered, missing },
    },
    {
      aspect: 'distance',
      score: km === null ? 0.5 : Math.max(0, 1 - km / farKm),
      fact: { kind: 'distance', km, estimated },
    },
    {
      aspect: 'load',
      score: partner.capacity > 0 ? Math.max(0, 1 - partner.load / partner.capacity) : 0,
      fact: { kind: 'load', load: partner.load, capacity: partner.capacity },
    },
    { aspect: 'history', score: result === null ? 0.5 : (result + 1) / 2, fact: { kind: 'history', result } },
    { aspect: 'district', score: same ? 1 : 0, fact: { kind: 'district', same } },
  ];
  const whole = aspects.reduce((sum, { aspect }) => sum + weights[aspect], 0);
  const score = aspects.reduce((sum, each) => sum + weights[each.aspect] * each.score, 0);
  return { score: whole === 0 ? 0 : score / whole, aspects };
}
