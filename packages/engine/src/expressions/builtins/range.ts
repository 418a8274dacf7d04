import { compareValues, FeelRange, rangeIncludes, type Value } from '../values.ts';
import { overload, type FunctionTable, type Overload } from './overloads.ts';

/** Order of two ends; throws the special value that makes the whole answer null. */
const NOT_COMPARABLE = Symbol('not comparable');
function order(left: Value, right: Value): number {
  const result = compareValues(left, right);
  if (result === null) throw NOT_COMPARABLE;
  return result;
}

const safely = (name: string, run: () => boolean, warn: (message: string) => null): boolean | null => {
  try {
    return run();
  } catch (error) {
    if (error === NOT_COMPARABLE) return warn(`${name}(): the values have no common order`);
    throw error;
  }
};

type PointOrRange = Exclude<Value, null> | FeelRange;
const asRange = (value: PointOrRange): FeelRange =>
  value instanceof FeelRange ? value : new FeelRange(value, value, true, true);

const relation = (name: string, signature: string, run: (a: FeelRange, b: FeelRange) => boolean): Overload =>
  overload<[PointOrRange, PointOrRange]>(signature, ([a, b], call) =>
    a === null || b === null
      ? call.warn(`${name}(): null has no place`)
      : safely(name, () => run(asRange(a), asRange(b)), call.warn.bind(call)),
  );
const ranges = (name: string, run: (a: FeelRange, b: FeelRange) => boolean): Overload[] => [
  relation(name, 'range1: range, range2: range', run),
];

// the formulas are those of DMN 1.4 table 79; a point is the range of itself alone
const before = (a: FeelRange, b: FeelRange): boolean => {
  const at = order(a.end, b.start);
  return at < 0 || (at === 0 && (!a.endIncluded || !b.startIncluded));
};
const meets = (a: FeelRange, b: FeelRange): boolean =>
  a.endIncluded && b.startIncluded && order(a.end, b.start) === 0;
const overlaps = (a: FeelRange, b: FeelRange): boolean => !before(a, b) && !before(b, a);
/** Order of the starts: an included start is before an excluded one at the same place. */
const starts = (a: FeelRange, b: FeelRange): number =>
  order(a.start, b.start) || Number(b.startIncluded) - Number(a.startIncluded);
/** Order of the ends: an excluded end is before an included one at the same place. */
const ends = (a: FeelRange, b: FeelRange): number =>
  order(a.end, b.end) || Number(a.endIncluded) - Number(b.endIncluded);
const overlapsBefore = (a: FeelRange, b: FeelRange): boolean =>
  starts(a, b) < 0 && !before(a, b) && ends(a, b) <= 0;
const overlapsAfter = (a: FeelRange, b: FeelRange): boolean =>
  starts(a, b) > 0 && !before(b, a) && ends(a, b) >= 0;
const finishes = (a: FeelRange, b: FeelRange): boolean => ends(a, b) === 0 && starts(a, b) >= 0;
const includes = (a: FeelRange, b: FeelRange): boolean => starts(a, b) <= 0 && ends(a, b) >= 0;
const beginsWith = (a: FeelRange, b: FeelRange): boolean => starts(a, b) === 0 && ends(a, b) <= 0;

const pointIn = (name: string, signature: string, swapped: boolean): Overload =>
  overload<[Value, Value]>(signature, ([a, b], call) => {
    const [range, point] = (swapped ? [b, a] : [a, b]) as [FeelRange, Value];
    return rangeIncludes(range, point) ?? call.warn(`${name}(): the values have no common order`);
  });

/** Functions that compare ranges and points (DMN 1.4 table 79). */
export const rangeFunctions: FunctionTable = {
  before: [
    relation('before', 'range1: range, range2: range', before),
    relation('before', 'point: any, range: range', before),
    relation('before', 'range: range, point: any', before),
    relation('before', 'point1: any, point2: any', before),
  ],
  after: [
    relation('after', 'range1: range, range2: range', (a, b) => before(b, a)),
    relation('after', 'point: any, range: range', (a, b) => before(b, a)),
    relation('after', 'range: range, point: any', (a, b) => before(b, a)),
    relation('after', 'point1: any, point2: any', (a, b) => before(b, a)),
  ],
  meets: ranges('meets', meets),
  'met by': ranges('met by', (a, b) => meets(b, a)),
  overlaps: ranges('overlaps', overlaps),
  'overlaps before': ranges('overlaps before', overlapsBefore),
  'overlaps after': ranges('overlaps after', overlapsAfter),
  finishes: [
    relation('finishes', 'range1: range, range2: range', finishes),
    relation('finishes', 'point: any, range: range', (a, b) => b.endIncluded && order(a.end, b.end) === 0),
  ],
  'finished by': [
    relation('finished by', 'range1: range, range2: range', (a, b) => finishes(b, a)),
    relation('finished by', 'range: range, point: any', (a, b) => a.endIncluded && order(a.end, b.end) === 0),
  ],
  includes: [
    relation('includes', 'range1: range, range2: range', includes),
    pointIn('includes', 'range: range, point: any', false),
  ],
  during: [
    relation('during', 'range1: range, range2: range', (a, b) => includes(b, a)),
    pointIn('during', 'point: any, range: range', true),
  ],
  starts: [
    relation('starts', 'range1: range, range2: range', beginsWith),
    relation(
      'starts',
      'point: any, range: range',
      (a, b) => b.startIncluded && order(a.start, b.start) === 0,
    ),
  ],
  'started by': [
    relation('started by', 'range1: range, range2: range', (a, b) => beginsWith(b, a)),
    relation(
      'started by',
      'range: range, point: any',
      (a, b) => a.startIncluded && order(a.start, b.start) === 0,
    ),
  ],
  coincides: [
    relation('coincides', 'range1: range, range2: range', (a, b) => starts(a, b) === 0 && ends(a, b) === 0),
    relation('coincides', 'point1: any, point2: any', (a, b) => order(a.start, b.start) === 0),
  ],
};
