import type { Json } from '../../core/types.ts';
import { FeelError } from '../errors.ts';
import { spend } from '../meter.ts';
import type { Call, FeelFunction, Value } from '../values.ts';

/** Where an expression finds its variables. */
export interface Scope {
  /** Value of a variable; undefined where there is none of that name. */
  get(name: string): Json | Value | undefined;
  /** All visible names; asked only for messages. */
  names(): string[];
}

/** Clock and place of an evaluation, and functions that the host adds by name. */
export interface FeelEnvironment {
  /** Epoch milliseconds. */
  now: number;
  /** Name of the time zone (IANA), e.g. `Asia/Irkutsk`. */
  timeZone: string;
  /** Pure functions of the domain, e.g. `working days after`; see `defineFunction`. */
  functions?: ReadonlyMap<string, FeelFunction>;
  /** Functions mean what they did in cases before semantics 5 (docs/reference/semantics.md). */
  isBeforeFive?: boolean;
}

/** How deep functions may call each other: the same on every host, and less than any stack holds. */
const MOST_CALLS = 300;

/** Counts calls inside calls. */
export class CallDepth {
  private depth = 0;

  /** Runs a call; throws FeelError where calls go too deep. */
  within<T>(call: () => T): T {
    if (this.depth >= MOST_CALLS) {
      throw new FeelError(`FEEL: functions call each other more than ${MOST_CALLS} deep`);
    }
    spend(1);
    this.depth++;
    try {
      return call();
    } finally {
      this.depth--;
    }
  }
}

/** One evaluation: what all its frames share. */
export class Evaluation implements Call {
  readonly scope: Scope;
  readonly now: number;
  readonly timeZone: string;
  readonly functions: ReadonlyMap<string, FeelFunction> | undefined;
  readonly isBeforeFive: boolean;
  readonly warnings: string[] | undefined;
  /** The value that unary tests look at (`?`). */
  readonly input: Value;
  private depth: CallDepth | undefined;

  constructor(scope: Scope, environment: FeelEnvironment, warnings: string[] | undefined, input: Value) {
    this.scope = scope;
    this.now = environment.now;
    this.timeZone = environment.timeZone;
    this.functions = environment.functions;
    this.isBeforeFive = environment.isBeforeFive === true;
    this.warnings = warnings;
    this.input = input;
  }

  warn(message: string): null {
    // a loop may fail a thousand times for one reason
    if (this.warnings && this.warnings.length < 100 && !this.warnings.includes(message))
      this.warnings.push(message);
    return null;
  }

  /** Depth of the calls of functions that the expression defines. */
  get calls(): CallDepth {
    return (this.depth ??= new CallDepth());
  }

  /** The same evaluation without warnings. */
  silent(): Evaluation {
    return new Evaluation(this.scope, this, undefined, this.input);
  }
}

/** Values of the names that one construct (loop, function, context, filter) declares. */
export class Frame {
  readonly up: Frame | null;
  readonly evaluation: Evaluation;
  readonly slots: Value[];

  constructor(up: Frame | null, evaluation: Evaluation, slots: Value[]) {
    this.up = up;
    this.evaluation = evaluation;
    this.slots = slots;
  }
}

/** Names that a construct declares, in the order of its frame's slots; in a filter also the entries of the item itself. */
export interface Level {
  readonly names: string[];
  readonly item?: true;
  readonly up: Level | null;
}

/** What is known of a value before it is evaluated. */
export type Kind = 'number' | 'string' | 'boolean' | 'test' | 'comparator' | 'function' | 'any';

/** A compiled part of an expression. */
export interface Code {
  readonly kind: Kind;
  readonly run: (frame: Frame) => Value;
  /** The value, where it never changes. */
  readonly constant?: Value;
  /** True where the value comes from variables as it is, so it is JSON if they are. */
  readonly plain?: true;
  /** True for a call whose arguments never change. */
  readonly foldable?: boolean;
}

/** A part of which only the way of evaluating is known. */
export const code = (kind: Kind, run: (frame: Frame) => Value): Code => ({ kind, run });

/** A part that always gives the same value. */
export const constant = (kind: Kind, value: Value): Code => ({ kind, run: () => value, constant: value });
