import { spacedName } from '../expressions/spaced-name.ts';
import type { Json, Variables } from '../core/types.ts';
import { CallDepth } from '../expressions/compile/frame.ts';
import type { FeelEnvironment, Scope, Value } from '../expressions/index.ts';
import { setEntry } from '../expressions/contexts.ts';
import { isContext, toJson, valueText, type FeelContext } from '../expressions/values.ts';
import type {
  DecisionNode,
  DecisionProblem,
  DecisionResult,
  EvaluatedDecision,
  MatchedRule,
} from './types.ts';

/** Names of one construct over those around it. */
export class Layer implements Scope {
  private readonly values = new Map<string, Value>();
  private readonly around: Scope | undefined;

  constructor(around: Scope | undefined) {
    this.around = around;
  }

  set(name: string, value: Value): void {
    this.values.set(name, value);
    this.values.set(spacedName(name), value);
  }

  /** Sets a name inside the context of an import; without one the name itself. */
  setIn(within: string, name: string, value: Value): void {
    if (within === '') return this.set(name, value);
    const known = this.values.get(within);
    const context: FeelContext = isContext(known ?? null) ? { ...(known as FeelContext) } : {};
    setEntry(context, name, value);
    this.set(within, context);
  }

  get(name: string): Value | undefined {
    const own = this.values.get(name);
    return own === undefined ? (this.around?.get(name) as Value | undefined) : own;
  }

  names(): string[] {
    return [...this.values.keys(), ...(this.around?.names() ?? [])];
  }
}

/** Variables that a decision is given. */
export class Given implements Scope {
  private readonly variables: { [name: string]: Value };
  private readonly spaced = new Map<string, string>();

  constructor(variables: Variables | { [name: string]: Value }) {
    this.variables = variables;
    for (const name of Object.keys(variables)) this.spaced.set(spacedName(name), name);
  }

  get(name: string): Value | undefined {
    if (Object.hasOwn(this.variables, name)) return this.variables[name];
    const written = this.spaced.get(spacedName(name));
    return written === undefined ? undefined : this.variables[written];
  }

  names(): string[] {
    return Object.keys(this.variables);
  }
}

/** Where something happens. */
export interface Place {
  id: string;
  name: string;
}

/** One evaluation: what is known and what is found on the way. */
export class Run {
  readonly given: Given;
  readonly environment: FeelEnvironment;
  /** Values of decisions that have been evaluated or were given. */
  readonly results = new Map<DecisionNode, Value>();
  readonly matchedRules: MatchedRule[] = [];
  readonly evaluated: EvaluatedDecision[] = [];
  readonly problems: DecisionProblem[] = [];
  /** The decision that is being evaluated; knowledge models count as a part of it. */
  place: Place = { id: '', name: '' };
  /** Values of the input columns of the last table in this decision. */
  inputs: EvaluatedDecision['inputs'] = [];

  /** Guards against functions that call themselves without end. */
  readonly calls = new CallDepth();

  constructor(given: Given, environment: FeelEnvironment) {
    this.given = given;
    this.environment = environment;
  }

  /** Notes a problem of the decision in hand. Gives null, which its result becomes. */
  problem(code: string, message: string, more: Partial<DecisionProblem> = {}): null {
    this.problems.push({
      decisionId: this.place.id,
      decisionName: this.place.name,
      code,
      message,
      severity: 'error',
      ...more,
    });
    return null;
  }

  /** Evaluates an expression and notes its warnings with their place. */
  value(
    expression: {
      text: string;
      value: (scope: Scope, environment: FeelEnvironment, warnings: string[]) => Value;
    },
    scope: Scope,
    more: Partial<DecisionProblem> = {},
  ): Value {
    const warnings: string[] = [];
    try {
      const value = expression.value(scope, this.environment, warnings);
      if (warnings.length) this.warn(warnings, expression.text, more);
      return value;
    } catch (error) {
      return this.problem('expression', error instanceof Error ? error.message : String(error), more);
    }
  }

  /** Notes why an expression gave null. */
  warn(warnings: string[], text: string, more: Partial<DecisionProblem> = {}): void {
    if (this.problems.length > 500) return;
    for (const message of warnings)
      this.problem('expression', `${message} (in "${text.length > 80 ? `${text.slice(0, 80)}…` : text}")`, {
        severity: 'warning',
        ...more,
      });
  }

  finish(result: Value): DecisionResult {
    const { matchedRules, evaluated, problems } = this;
    const json = toJson(result, (type) => {
      throw new Unwritable(type);
    });
    return { result: json, matchedRules, evaluated, problems };
  }
}

/** Thrown where a result is a function or a range. */
export class Unwritable extends Error {}

/** A value for the record of a decision: what JSON cannot hold is written as text. */
export function recorded(value: Value): Json {
  try {
    return toJson(value, () => {
      throw new Unwritable();
    });
  } catch (error) {
    return error instanceof Unwritable ? valueText(value) : '…';
  }
}
