import { snap } from '../decimals.ts';
import { DaysTimeDuration, YearsMonthsDuration } from '../temporal/values.ts';
import type { Call, Value } from '../values.ts';
import { overload, type FunctionTable, type Overload } from './overloads.ts';

/** Moves the decimal point without the errors of a multiplication: 1.005 by 2 is 100.5. */
function shift(value: number, places: number): number {
  const [digits, exponent] = String(value).split('e');
  return Number(`${digits}e${Number(exponent ?? 0) + places}`);
}

/** Rounding of a number at a scale by a rule for whole numbers. */
function rounded(
  name: string,
  number: number,
  scale: number,
  rule: (value: number) => number,
  call: Call,
): number | null {
  if (!Number.isFinite(scale) || scale < -6111 || scale > 6176)
    return call.warn(`${name}(): ${scale} is no scale (-6111 to 6176)`);
  const places = Math.trunc(scale);
  const result = shift(rule(shift(number, places)), -places);
  return Number.isFinite(result) ? (result === 0 ? 0 : result) : number;
}

const half = (value: number, tie: (low: number) => number): number => {
  const low = Math.floor(value);
  const rest = value - low;
  return rest < 0.5 ? low : rest > 0.5 ? low + 1 : tie(low);
};

const awayFromZero = (value: number): number => (value < 0 ? Math.floor(value) : Math.ceil(value));
const halfUp = (value: number): number => half(value, (low) => (value < 0 ? low : low + 1));
const halfDown = (value: number): number => half(value, (low) => (value < 0 ? low + 1 : low));
const halfEven = (value: number): number => half(value, (low) => (low % 2 === 0 ? low : low + 1));

const rounding = (name: string, rule: (value: number) => number): Overload[] => [
  overload<[number, number]>('n: number, scale: number', ([number, places], call) =>
    rounded(name, number, places, rule, call),
  ),
];

/** Rules of rounding by their names in Java, which Camunda takes. */
const MODES: { [mode: string]: (value: number) => number } = {
  UP: awayFromZero,
  DOWN: Math.trunc,
  CEILING: Math.ceil,
  FLOOR: Math.floor,
  HALF_UP: halfUp,
  HALF_DOWN: halfDown,
  HALF_EVEN: halfEven,
};

const decimalBy = overload<[number, number, string]>(
  'n: number, scale: number, mode: string',
  ([number, places, mode], call) => {
    if (call.isBeforeFive) return call.warn('decimal(): a mode is known from semantics 5 on');
    const rule = MODES[mode.toUpperCase()];
    return rule
      ? rounded('decimal', number, places, rule, call)
      : call.warn(
          `decimal(): expected the mode to be one of ${Object.keys(MODES).join(', ')}, found "${mode}"`,
        );
  },
);

/** A scale may be left out, but not be null. */
const roundingToo = (name: string, rule: (value: number) => number): Overload[] => [
  ...rounding(name, rule),
  overload<[number]>('n: number', ([number], call) => rounded(name, number, 0, rule, call)),
];

const numeric = (name: string, run: (number: number) => number): Overload[] => [
  overload<[number]>('number: number', ([number], call) => {
    const result = run(number);
    return Number.isFinite(result) ? result : call.warn(`${name}(): ${number} has no result`);
  }),
];

function modulo(dividend: number, divisor: number, call: Call): Value {
  if (divisor === 0) return call.warn('modulo(): the divisor is 0');
  // dividend - divisor * floor(dividend / divisor), with the sign of the divisor
  const rest = dividend % divisor;
  return snap(rest !== 0 && rest < 0 !== divisor < 0 ? rest + divisor : rest);
}

/** Numeric functions (DMN 1.4 table 77). */
export const numberFunctions: FunctionTable = {
  decimal: [...rounding('decimal', halfEven), decimalBy],
  floor: roundingToo('floor', Math.floor),
  ceiling: roundingToo('ceiling', Math.ceil),
  'round up': rounding('round up', awayFromZero),
  'round down': rounding('round down', Math.trunc),
  'round half up': rounding('round half up', halfUp),
  'round half down': rounding('round half down', halfDown),
  abs: [
    overload<[number]>('n: number', ([number]) => Math.abs(number)),
    overload<[DaysTimeDuration]>('n: days and time duration', ([duration]) =>
      duration.nanos < 0n ? new DaysTimeDuration(-duration.nanos) : duration,
    ),
    overload<[YearsMonthsDuration]>(
      'n: years and months duration',
      ([duration]) => new YearsMonthsDuration(Math.abs(duration.months)),
    ),
  ],
  modulo: [
    overload<[number, number]>('dividend: number, divisor: number', ([dividend, divisor], call) =>
      modulo(dividend, divisor, call),
    ),
  ],
  sqrt: numeric('sqrt', Math.sqrt),
  log: numeric('log', Math.log),
  exp: numeric('exp', Math.exp),
  odd: [
    overload<[number]>('number: number', ([number], call) =>
      Number.isInteger(number) ? Math.abs(number) % 2 === 1 : call.warn(`odd(): ${number} is not whole`),
    ),
  ],
  even: [
    overload<[number]>('number: number', ([number], call) =>
      Number.isInteger(number) ? number % 2 === 0 : call.warn(`even(): ${number} is not whole`),
    ),
  ],
};
