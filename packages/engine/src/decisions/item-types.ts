import {
  compileUnaryTests,
  type CompiledUnaryTests,
  type FeelEnvironment,
  type Value,
} from '../expressions/index.ts';
import { builtinType } from '../expressions/compile/types.ts';
import { entryOf, setEntry } from '../expressions/contexts.ts';
import type { Shape } from '../expressions/parse.ts';
import { parseDate, parseDateTime, parseDuration, parseTime } from '../expressions/temporal/parse.ts';
import { isContext, type FeelContext } from '../expressions/values.ts';
import type { DecisionModel, ItemType } from './types.ts';

/** Why a value is not of a type. */
export class Misfit {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

const NO_SCOPE = { get: () => undefined, names: () => [] };
const READERS: { [type: string]: (text: string) => Value } = {
  date: parseDate,
  time: parseTime,
  'date and time': parseDateTime,
  dateTime: parseDateTime,
  duration: parseDuration,
  'days and time duration': parseDuration,
  dayTimeDuration: parseDuration,
  'years and months duration': parseDuration,
  yearMonthDuration: parseDuration,
};

/** The types of a model: FEEL's and its own (DMN 1.5 section 7.3.2). */
export class ItemTypes {
  private readonly types = new Map<string, ItemType>();
  private readonly tests = new Map<string, CompiledUnaryTests>();

  private readonly imported: { prefix: string; types: ItemTypes }[];

  constructor(model: Pick<DecisionModel, 'types' | 'imports'>) {
    for (const type of model.types) this.types.set(type.name, type);
    this.imported = (model.imports ?? []).map(({ name, model: imported }) => ({
      prefix: name === '' ? '' : `${name}.`,
      types: new ItemTypes(imported),
    }));
  }

  /** A type of the model or of an imported one, with the types that it may refer to. */
  private find(name: string): { type: ItemType; among: ItemTypes } | undefined {
    const type = this.types.get(name);
    if (type) return { type, among: this };
    for (const { prefix, types } of this.imported) {
      const found = name.startsWith(prefix) ? types.find(name.slice(prefix.length)) : undefined;
      if (found) return found;
    }
    return undefined;
  }

  /** Whether FEEL or the model knows a type. */
  knows(name: string): boolean {
    return this.find(name) !== undefined || builtinType(name) !== undefined;
  }

  /** For `instance of` a type of the model. */
  check(name: string): ((value: Value) => boolean) | undefined {
    return this.find(name) ? (value) => value !== null && this.isOf(value, name) : undefined;
  }

  /** Is a value of a type as it is: without conversions, whatever values the type allows (DMN 1.5 section 10.3.2.9). */
  private isOf(value: Value, name: string | undefined): boolean {
    if (name === undefined || name === 'Any') return true;
    const found = this.find(name);
    return found ? found.among.isItem(value, found.type) : (builtinType(name)?.(value) ?? false);
  }

  private isItem(value: Value, type: ItemType): boolean {
    if (type.collection)
      return Array.isArray(value) && value.every((item) => item === null || this.isOne(item, type));
    return this.isOne(value, type);
  }

  private isOne(value: Value, type: ItemType): boolean {
    if (!type.components) return type.base === type.name || this.isOf(value, type.base);
    if (!isContext(value)) return false;
    return type.components.every((component) => {
      const entry = entryOf(value, component.name);
      return entry !== undefined && (entry === null || this.isItem(entry, component));
    });
  }

  /** Names inside the values of a type: a parser needs them where they hold spaces or operators. */
  shape(name: string | undefined, depth = 0): Shape | null {
    const found = name === undefined ? undefined : this.find(name);
    return found ? found.among.shapeOf(found.type, depth) : null;
  }

  private shapeOf(type: ItemType, depth: number): Shape | null {
    if (depth > 8) return null;
    if (type.components)
      return Object.fromEntries(
        type.components.map((component) => [component.name, this.shapeOf(component, depth + 1)]),
      );
    return this.shape(type.base, depth + 1);
  }

  /**
   * A value as a type wants it (with FEEL's conversions, and ISO texts read as values of time), or why it does not fit.
   * Null fits every type. What is given from outside may leave components out; what expressions give has to be whole.
   */
  fit(value: Value, name: string | undefined, environment: FeelEnvironment, isWhole = false): Value | Misfit {
    if (value === null || name === undefined || name === 'Any') return value;
    const found = this.find(name);
    if (found) return found.among.fitItem(value, found.type, environment, isWhole);
    const test = builtinType(name);
    // types of other files are not known here
    if (!test || test(value)) return value;
    // a list of one is taken for its element, but not twice (DMN 1.4, 10.3.2.9.4)
    if (Array.isArray(value) && value.length === 1 && !Array.isArray(value[0]))
      return this.fit(value[0]!, name, environment, isWhole);
    const read = typeof value === 'string' ? READERS[name]?.(value) : undefined;
    if (read && test(read)) return read;
    const start = name === 'date and time' || name === 'dateTime' ? asMidnight(value) : undefined;
    return start ?? new Misfit(`a ${name} was expected, but it is ${describe(value)}`);
  }

  private fitItem(
    value: Value,
    type: ItemType,
    environment: FeelEnvironment,
    isWhole: boolean,
  ): Value | Misfit {
    if (!type.collection) {
      const single = Array.isArray(value) && value.length === 1 && !this.isList(type) ? value[0]! : value;
      const fitted = this.fitOne(single, type, environment, isWhole);
      return fitted instanceof Misfit
        ? fitted
        : (this.misses(fitted, type.constraint, environment) ?? fitted);
    }
    const fitted: Value[] = [];
    for (const [index, item] of (Array.isArray(value) ? value : [value]).entries()) {
      const one = this.fitOne(item, type, environment, isWhole);
      if (one instanceof Misfit) return new Misfit(`item ${index + 1}: ${one.message}`);
      fitted.push(one);
    }
    return this.misses(fitted, type.constraint, environment) ?? fitted;
  }

  private isList(type: ItemType): boolean {
    if (type.collection || type.base === 'list') return true;
    const base = type.base === undefined ? undefined : this.find(type.base);
    return base !== undefined && base.type !== type && base.among.isList(base.type);
  }

  private fitOne(
    value: Value,
    type: ItemType,
    environment: FeelEnvironment,
    isWhole: boolean,
  ): Value | Misfit {
    let fitted: Value | Misfit = value;
    if (value !== null && type.components) {
      if (!isContext(value))
        return new Misfit(`a context of ${type.name} was expected, but it is ${describe(value)}`);
      const copy: FeelContext = { ...value };
      for (const component of type.components) {
        const entry = entryOf(value, component.name);
        if (entry === undefined && isWhole)
          return new Misfit(`a context of ${type.name} was expected, but it has no "${component.name}"`);
        if (entry === undefined) continue;
        const one = entry === null ? null : this.fitItem(entry, component, environment, isWhole);
        if (one instanceof Misfit) return new Misfit(`${component.name}: ${one.message}`);
        setEntry(copy, Object.hasOwn(copy, component.name) ? component.name : component.name, one);
      }
      fitted = copy;
    } else if (value !== null && type.base !== type.name)
      fitted = this.fit(value, type.base, environment, isWhole);
    return fitted instanceof Misfit ? fitted : (this.misses(fitted, type.allowed, environment) ?? fitted);
  }

  /** Why a value is not among allowed ones; undefined where it is. */
  misses(value: Value, allowed: string | undefined, environment: FeelEnvironment): Misfit | undefined {
    if (allowed === undefined || value === null) return undefined;
    let tests = this.tests.get(allowed);
    if (!tests) {
      try {
        tests = compileUnaryTests(allowed);
      } catch {
        return undefined;
      }
      this.tests.set(allowed, tests);
    }
    return tests.test(value, NO_SCOPE, environment)
      ? undefined
      : new Misfit(`one of ${allowed} was expected, but it is ${describe(value)}`);
  }
}

const asMidnight = (value: Value): Value | undefined => {
  const text = String(value);
  return typeof value === 'object' && /^-?\d{4,9}-\d{2}-\d{2}$/.test(text)
    ? (parseDateTime(`${text}T00:00:00Z`) ?? undefined)
    : undefined;
};

/** A value in a message. */
export function describe(value: Value): string {
  if (typeof value === 'string') return `the text "${value.length > 60 ? `${value.slice(0, 60)}…` : value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isContext(value) ? 'a context' : value === null ? 'null' : String(value);
}
