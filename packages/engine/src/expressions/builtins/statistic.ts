import { add, divide, multiply, snap } from '../decimals.ts';
import { compareValues, type Call, type Value } from '../values.ts';
import { overload, type FunctionTable, type Overload } from './overloads.ts';

/** A function of numbers, given as a list or one after another; null where one of them is no number. */
const ofNumbers = (name: string, run: (numbers: number[], call: Call) => Value): Overload[] => {
  const checked = (list: Value[], call: Call): Value =>
    list.every((item) => typeof item === 'number')
      ? run(list as number[], call)
      : call.warn(`${name}(): all values have to be numbers`);
  return [
    overload<[Value[]]>('list: list', ([list], call) => checked(list, call)),
    overload<[Value, Value, Value[]]>(
      'first: any, second: any, ...list: any',
      ([first, second, rest], call) => checked([first, second, ...rest], call),
    ),
  ];
};

const extreme = (name: string, wanted: (order: number) => boolean): Overload[] => {
  const find = (list: Value[], call: Call): Value => {
    let best = list[0] ?? null;
    for (let index = 1; index < list.length; index++) {
      const order = compareValues(list[index]!, best);
      if (order === null) return call.warn(`${name}(): the values have no common order`);
      if (wanted(order)) best = list[index]!;
    }
    return list.length === 1 && compareValues(best, best) === null
      ? call.warn(`${name}(): the value has no order`)
      : best;
  };
  return [
    overload<[Value[]]>('list: list', ([list], call) => find(list, call)),
    overload<[Value, Value, Value[]]>(
      'first: any, second: any, ...list: any',
      ([first, second, rest], call) => find([first, second, ...rest], call),
    ),
  ];
};

const sum = (numbers: number[]): number => numbers.reduce(add, 0);

function mode(numbers: number[]): number[] {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return [...counts]
    .filter(([, count]) => count === most)
    .map(([number]) => number)
    .sort((a, b) => a - b);
}

function median(numbers: number[]): number {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : divide(add(sorted[middle - 1]!, sorted[middle]!), 2)!;
}

function deviation(numbers: number[]): number {
  const mean = sum(numbers) / numbers.length;
  return snap(
    Math.sqrt(numbers.reduce((total, number) => total + (number - mean) ** 2, 0) / (numbers.length - 1)),
  );
}

/** Functions over the values of a list (DMN 1.4 table 76). */
export const statisticFunctions: FunctionTable = {
  min: extreme('min', (order) => order < 0),
  max: extreme('max', (order) => order > 0),
  sum: ofNumbers('sum', (numbers) => (numbers.length ? sum(numbers) : null)),
  mean: ofNumbers('mean', (numbers, call) =>
    numbers.length ? divide(sum(numbers), numbers.length) : call.warn('mean(): the list is empty'),
  ),
  product: ofNumbers('product', (numbers, call) =>
    numbers.length ? numbers.reduce(multiply, 1) : call.warn('product(): the list is empty'),
  ),
  median: ofNumbers('median', (numbers) => (numbers.length ? median(numbers) : null)),
  stddev: ofNumbers('stddev', (numbers, call) =>
    numbers.length > 1 ? deviation(numbers) : call.warn('stddev(): at least two numbers are needed'),
  ),
  mode: ofNumbers('mode', (numbers) => mode(numbers)),
};
