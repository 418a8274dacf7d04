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

/** How good each side of a pair is, 0…1; what is not known counts as a half. */
export type PairSides = { -readonly [aspect in PairAspect]: number };

/** How good it is of a partner to have so much to do already. */
export const loadSide = (load: number, capacity: number): number =>
  capacity > 0 ? Math.max(0, 1 - load / capacity) : 0;

/** Kilometers of a pair as known, estimated from the map, or unknown. */
const kmOf = (
  school: SupportedSchool,
  partner: PartnerCandidate,
  facts: PairFacts | undefined,
): number | null =>
  facts?.roadKm ??
  (school.place && partner.place ? straightKm(school.place, partner.place) * ROAD_FACTOR : null);

/** The sides of a pair as numbers only: proposals look at every pair there is. */
export function sidesOf(
  school: SupportedSchool,
  partner: PartnerCandidate,
  facts: PairFacts | undefined,
  farKm: number,
): PairSides {
  let covered = 0;
  for (const subject of school.needs) if (partner.strengths.includes(subject)) covered += 1;
  const km = kmOf(school, partner, facts);
  const result = facts?.pastResult;
  return {
    subjects: school.needs.length === 0 ? 0.5 : covered / school.needs.length,
    distance: km === null ? 0.5 : Math.max(0, 1 - km / farKm),
    load: loadSide(partner.load, partner.capacity),
    history: result === undefined ? 0.5 : (result + 1) / 2,
    district: school.districtId === partner.districtId ? 1 : 0,
  };
}

/** The sides by their weights, 0…1. */
export function weigh(sides: PairSides, weights: PairWeights): number {
  let whole = 0;
  let score = 0;
  for (const aspect of pairAspects) {
    whole += weights[aspect];
    score += weights[aspect] * sides[aspect];
  }
  return whole === 0 ? 0 : score / whole;
}

/** Weighs one pair with the facts behind each side; what is not known counts as a half, and the fact says so. */
export function scorePair(
  school: SupportedSchool,
  partner: PartnerCandidate,
  facts: PairFacts | undefined,
  { weights, farKm }: { weights: PairWeights; farKm: number },
): { score: number; aspects: AspectScore[] } {
  const sides = sidesOf(school, partner, facts, farKm);
  const behind: { [aspect in PairAspect]: AspectScore['fact'] } = {
    subjects: {
      kind: 'subjects',
      covered: school.needs.filter((subject) => partner.strengths.includes(subject)),
      missing: school.needs.filter((subject) => !partner.strengths.includes(subject)),
    },
    distance: {
      kind: 'distance',
      km: kmOf(school, partner, facts),
      estimated: facts?.roadKm === undefined,
    },
    load: { kind: 'load', load: partner.load, capacity: partner.capacity },
    history: { kind: 'history', result: facts?.pastResult ?? null },
    district: { kind: 'district', same: school.districtId === partner.districtId },
  };
  return {
    score: weigh(sides, weights),
    aspects: pairAspects.map((aspect) => ({ aspect, score: sides[aspect], fact: behind[aspect] })),
  };
}
