import { spendOn } from '../meter.ts';
import {
  DaysTimeDuration,
  FeelDate,
  FeelDateTime,
  FeelTime,
  YearsMonthsDuration,
  isDuration,
} from '../temporal/values.ts';
import {
  FeelFunction,
  FeelRange,
  isContext,
  typeOf,
  type Call,
  type FeelContext,
  type Value,
} from '../values.ts';

/** One way of calling a function. */
export interface Overload {
  parameters: Parameter[];
  run: (args: Value[], call: Call) => Value;
}

interface Parameter {
  name: string;
  type: string;
  optional: boolean;
  variadic: boolean;
  fit: (value: Value) => Value | undefined;
}

const accepts: { [type: string]: (value: Value) => boolean } = {
  any: () => true,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  list: (value) => Array.isArray(value),
  context: isContext,
  range: (value) => value instanceof FeelRange,
  function: (value) => value instanceof FeelFunction,
  date: (value) => value instanceof FeelDate,
  time: (value) => value instanceof FeelTime,
  'date and time': (value) => value instanceof FeelDateTime,
  duration: isDuration,
  'days and time duration': (value) => value instanceof DaysTimeDuration,
  'years and months duration': (value) => value instanceof YearsMonthsDuration,
  null: (value) => value === null,
};

/** Conversion of an argument to its type, with those of DMN 1.4 section 10.3.2.9.4 (one value and a list of it); undefined where it does not fit. */
function fitting(types: string[]): (value: Value) => Value | undefined {
  const tests = types.map((type) => {
    const test = accepts[type];
    if (!test) throw new Error(`A built-in function has a parameter of the unknown type "${type}"`);
    return test;
  });
  const [only] = tests;
  const test = tests.length === 1 ? only! : (value: Value) => tests.some((each) => each(value));
  const wantsList = types.includes('list');
  return (value) => {
    if (test(value)) return value;
    if (Array.isArray(value) && value.length === 1 && test(value[0]!)) return value[0]!;
    return wantsList && value !== null ? [value] : undefined;
  };
}

/**
 * Declares one way of calling a function: `overload('string: string, start position: number, length?: number', run)`. A type may be a
 * choice (`date | date and time`); `?` after a name makes it optional (undefined where absent or null); `...` takes the rest as one list.
 * Only `any` and `null` take null.
 */
export function overload<Args extends readonly unknown[]>(
  signature: string,
  run: (args: Args, call: Call) => Value,
): Overload {
  const parameters =
    signature === ''
      ? []
      : signature.split(', ').map((part): Parameter => {
          const [, dots, name, optional, type] = /^(\.\.\.)?([^:?]+)(\?)?: (.+)$/.exec(part)!;
          return {
            name: name!,
            type: type!,
            optional: optional === '?',
            variadic: dots !== undefined,
            fit: fitting(type!.split(' | ')),
          };
        });
  return { parameters, run: run as unknown as Overload['run'] };
}

/** A FEEL function of one or several overloads; the first that fits the arguments is called, and where none does the result is null. */
export function functionOf(name: string, overloads: Overload[]): FeelFunction {
  const names = overloads[0]!.parameters.map((parameter) => parameter.name);
  const invoke = (args: Value[], call: Call): Value => {
    for (const each of overloads) {
      const values = bind(each, args);
      if (values) return made(each.run(values, call) ?? null);
    }
    return refuse(name, overloads, args, call);
  };
  const invokeNamed = (args: FeelContext, call: Call): Value => {
    const given = Object.keys(args);
    for (const each of overloads) {
      if (!given.every((key) => each.parameters.some((parameter) => parameter.name === key))) continue;
      const ordered = each.parameters.flatMap((parameter): Value[] => {
        const value = args[parameter.name];
        if (parameter.variadic) return Array.isArray(value) ? value : value === undefined ? [] : [value];
        return [value as Value];
      });
      while (ordered.length && ordered[ordered.length - 1] === undefined) ordered.pop();
      if (ordered.some((value, index) => value === undefined && !each.parameters[index]?.optional)) continue;
      const values = bind(each, ordered);
      if (values) return made(each.run(values, call) ?? null);
    }
    return refuse(name, overloads, Object.values(args), call);
  };
  return new FeelFunction(name, names, invoke, invokeNamed);
}

/** Texts and lists grow when they are made again and again. */
function made(value: Value): Value {
  if (typeof value === 'string' || Array.isArray(value)) spendOn(value);
  return value;
}

function bind({ parameters }: Overload, args: Value[]): Value[] | null {
  const count = parameters.length;
  const last = parameters[count - 1];
  if (args.length > count && !last?.variadic) return null;
  const values: Value[] = [];
  for (let index = 0; index < count; index++) {
    const parameter = parameters[index]!;
    if (parameter.variadic) {
      const rest: Value[] = [];
      for (let at = index; at < args.length; at++) {
        const value = parameter.fit(args[at]!);
        if (value === undefined) return null;
        rest.push(value);
      }
      values.push(rest);
      break;
    }
    const given = args[index];
    if (given === undefined || (given === null && parameter.optional && parameter.type !== 'any')) {
      if (!parameter.optional) return null;
      values.push(undefined as unknown as Value);
      continue;
    }
    const value = parameter.fit(given);
    if (value === undefined) return null;
    values.push(value);
  }
  return values;
}

function refuse(name: string, overloads: Overload[], args: Value[], call: Call): null {
  const ways = overloads.map(
    ({ parameters }) =>
      `(${parameters.map((parameter) => `${parameter.variadic ? '...' : ''}${parameter.name}${parameter.optional ? '?' : ''}: ${parameter.type}`).join(', ')})`,
  );
  return call.warn(`${name} takes ${ways.join(' or ')}, but got (${args.map(typeOf).join(', ')})`);
}

/** A function that a host adds under its FEEL name: `defineFunction('working days after', 'date: date | string, days: number', run)`. It has to be pure. */
export function defineFunction<Args extends readonly unknown[]>(
  name: string,
  signature: string,
  run: (args: Args, call: Call) => Value,
): FeelFunction {
  return functionOf(name, [overload(signature, run)]);
}

/** Functions by name with their overloads. */
export type FunctionTable = { [name: string]: Overload[] };
