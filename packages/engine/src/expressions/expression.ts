import type { Json } from '../core/types.ts';
import { Compiler, type TypeCheck } from './compile/compiler.ts';
import { Evaluation, Frame, type Code, type FeelEnvironment, type Scope } from './compile/frame.ts';
import { FeelError, FeelSyntaxError } from './errors.ts';
import { Lru } from './lru.ts';
import { measured } from './meter.ts';
import { parseFeel, type Shape } from './parse.ts';
import { toJson, type Value } from './values.ts';

/** A compiled FEEL expression. Holds no state: one serves all cases of a worker. */
export interface CompiledExpression {
  readonly text: string;
  /** Result as JSON: values of time as ISO strings. Throws FeelError for a range or a function. What failed is null, with the reason in `warnings`. */
  evaluate(scope: Scope, environment: FeelEnvironment, warnings?: string[]): Json;
  /** Result as a FEEL value, for those who go on computing with it. */
  value(scope: Scope, environment: FeelEnvironment, warnings?: string[]): Value;
}

/** Compiled FEEL unary tests, e.g. a cell of a decision table. */
export interface CompiledUnaryTests {
  readonly text: string;
  /** Whether the value passes. */
  test(input: Value, scope: Scope, environment: FeelEnvironment, warnings?: string[]): boolean;
}

/** What a model knows about the place of an expression. */
export interface CompileOptions {
  /** Names that the expression may use, with the names inside their values: needed where names hold operators, and for functions that go before built-in ones. */
  names?: Shape;
  /** Types that the model defines, for `instance of` and parameters. */
  types?: TypeCheck;
}

const expressions = new Lru<CompiledExpression>(5000);
const unaryTests = new Lru<CompiledUnaryTests>(5000);

function compileCode(text: string, top: 'Expression' | 'UnaryTests', options: CompileOptions): Code {
  return shallow(text, () => {
    const tree = parseFeel(text, top, options.names);
    return new Compiler(text, new Set(Object.keys(options.names ?? {})), options.types).compile(tree, null);
  });
}

/** What is too deep for the stack is refused like what cannot be read. */
function shallow<T>(text: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const start = text.slice(0, 200);
    if (/length/.test(error.message))
      throw new FeelError(`FEEL: "${start}" makes a text or list that is too large`);
    throw new FeelSyntaxError(`FEEL: "${start}…" is nested too deeply`, start, { from: 0, to: text.length });
  }
}

/**
 * Compiles a FEEL expression (without a leading `=`). Results without options are kept by their text, so asking again costs a look-up.
 * Throws FeelSyntaxError with the place in the text.
 */
export function compileExpression(text: string, options?: CompileOptions): CompiledExpression {
  const kept = options ? undefined : expressions.get(text);
  if (kept) return kept;
  const compiled = new Expression(text, compileCode(text, 'Expression', options ?? {}));
  if (!options) expressions.set(text, compiled);
  return compiled;
}

/** Compiles FEEL unary tests (`> 5, 7`, `not("a")`, `-`); throws FeelSyntaxError with the place in the text. */
export function compileUnaryTests(text: string, options?: CompileOptions): CompiledUnaryTests {
  const kept = options ? undefined : unaryTests.get(text);
  if (kept) return kept;
  const { run } = compileCode(text, 'UnaryTests', options ?? {});
  const compiled: CompiledUnaryTests = {
    text,
    test: (input, scope, environment, warnings) =>
      measured(() => run(new Frame(null, new Evaluation(scope, environment, warnings, input), [])) === true),
  };
  if (!options) unaryTests.set(text, compiled);
  return compiled;
}

class Expression implements CompiledExpression {
  readonly text: string;
  private readonly run: (frame: Frame) => Value;
  private readonly plain: boolean;

  constructor(text: string, { run, plain }: Code) {
    this.text = text;
    this.run = run;
    this.plain = plain === true;
  }

  evaluate(scope: Scope, environment: FeelEnvironment, warnings?: string[]): Json {
    return measured(() => this.json(this.value(scope, environment, warnings)));
  }

  private json(value: Value): Json {
    if (value === null || typeof value !== 'object') return value ?? null;
    // what comes from JSON variables as it is need not be walked through
    if (this.plain && (Array.isArray(value) || value.constructor === Object)) return value as Json;
    return toJson(value, (type) => {
      throw new FeelError(
        `FEEL: the result of "${this.text}" has to be a JSON value, but is or holds a ${type}`,
      );
    });
  }

  value(scope: Scope, environment: FeelEnvironment, warnings?: string[]): Value {
    return shallow(this.text, () =>
      measured(() => this.run(new Frame(null, new Evaluation(scope, environment, warnings, null), NO_SLOTS))),
    );
  }
}

const NO_SLOTS: Value[] = [];
