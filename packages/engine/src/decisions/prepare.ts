import { compileExpression, FeelFunction, type CompileOptions, type Value } from '../expressions/index.ts';
import { setEntry } from '../expressions/contexts.ts';
import { iterable } from '../expressions/compile/control.ts';
import type { Shape } from '../expressions/parse.ts';
import { isContext, typeOf, type FeelContext } from '../expressions/values.ts';
import { describe, ItemTypes, Misfit } from './item-types.ts';
import { Layer, type Run } from './run.ts';
import { prepareTable } from './table.ts';
import type { Boxed, DecisionModel, DecisionProblem, Named } from './types.ts';

/** Evaluates a boxed expression. */
export type Evaluator = (scope: Layer, run: Run) => Value;

/** Turns boxed expressions into closures. */
export class Preparer {
  readonly types: ItemTypes;

  constructor(model: DecisionModel) {
    this.types = new ItemTypes(model);
  }

  /** Names for the parser: each with the names inside its values. */
  shapes(named: Named[]): Shape {
    return Object.fromEntries(named.map(({ name, type }) => [name, this.types.shape(type)]));
  }

  boxed(boxed: Boxed, names: Shape): Evaluator {
    const evaluate = this.bare(boxed, names);
    return boxed.type === undefined || boxed.kind === 'function'
      ? evaluate
      : (scope, run) => this.fitted(evaluate(scope, run), boxed.type, 'The result', run);
  }

  /** A value as its declared type wants it; null with a problem where it does not fit. */
  fitted(value: Value, type: string | undefined, what: string, run: Run): Value {
    const fitted = this.types.fit(value, type, run.environment, true);
    return fitted instanceof Misfit
      ? run.problem('output-type', `${what} of "${run.place.name}": ${fitted.message}`)
      : fitted;
  }

  private notBoolean(value: Value, what: string, run: Run): null {
    return run.problem(
      'expression',
      `${what} of "${run.place.name}" has to be true or false, but is a ${typeOf(value)}`,
      {
        severity: 'warning',
      },
    );
  }

  private text(text: string, place: Partial<DecisionProblem>, options: CompileOptions): Evaluator {
    try {
      const expression = compileExpression(text, options);
      return (scope, run) => run.value(expression, scope, place);
    } catch (error) {
      return (_scope, run) => run.problem('expression', (error as Error).message, place);
    }
  }

  private bare(boxed: Boxed, names: Shape): Evaluator {
    const options: CompileOptions = { names, types: (name) => this.types.check(name) };
    switch (boxed.kind) {
      case 'literal':
        return boxed.text === '' ? () => null : this.text(boxed.text, {}, options);
      case 'table':
        return prepareTable(boxed, options, this.types, (text, place) => this.text(text, place, options));
      case 'context':
        return this.context(boxed, names);
      case 'function':
        return this.functionOf(boxed, '', names);
      case 'invocation':
        return this.invocation(boxed, names);
      case 'list': {
        const items = boxed.items.map((item) => this.boxed(item, names));
        return (scope, run) => items.map((item) => item(scope, run));
      }
      case 'relation': {
        const rows = boxed.rows.map((row) => row.map((cell) => this.boxed(cell, names)));
        return (scope, run) =>
          rows.map((row) => {
            const result: FeelContext = {};
            boxed.columns.forEach(({ name, type }, at) =>
              setEntry(
                result,
                name,
                this.fitted(row[at]?.(scope, run) ?? null, type, `Column "${name}"`, run),
              ),
            );
            return result;
          });
      }
      case 'conditional': {
        const [condition, then, otherwise] = [boxed.if, boxed.then, boxed.else].map((part) =>
          this.boxed(part, names),
        ) as [Evaluator, Evaluator, Evaluator];
        return (scope, run) => {
          const holds = condition(scope, run);
          if (holds !== null && typeof holds !== 'boolean')
            return this.notBoolean(holds, 'The condition', run);
          return holds === true ? then(scope, run) : otherwise(scope, run);
        };
      }
      case 'for':
      case 'some':
      case 'every':
        return this.loop(boxed, names);
      case 'filter': {
        const source = this.boxed(boxed.in, names);
        const match = this.boxed(boxed.match, { ...names, item: null });
        return (scope, run) => {
          const value = source(scope, run);
          if (value === null) return null;
          const kept: Value[] = [];
          for (const item of Array.isArray(value) ? value : [value]) {
            const inner = new Layer(scope);
            inner.set('item', item);
            if (isContext(item)) for (const [name, entry] of Object.entries(item)) inner.set(name, entry);
            const result = match(inner, run);
            if (typeof result === 'number')
              return (Array.isArray(value) ? value : [value]).at(result > 0 ? result - 1 : result) ?? null;
            if (result === true) kept.push(item);
            else if (result !== null && typeof result !== 'boolean')
              return this.notBoolean(result, 'The filter', run);
          }
          return kept;
        };
      }
    }
  }

  private context(boxed: Extract<Boxed, { kind: 'context' }>, names: Shape): Evaluator {
    let known = names;
    const entries = boxed.entries.map((entry) => {
      const { name, type, value } = entry;
      // a function may call itself by the name of its entry
      const visible = value.kind === 'function' ? { ...known, [name]: null } : known;
      const evaluate =
        value.kind === 'function' ? this.functionOf(value, name, visible) : this.boxed(value, visible);
      known = { ...known, [name]: this.types.shape(type ?? value.type) ?? shapeOfContext(value) };
      return { name, type: value.kind === 'function' ? undefined : type, evaluate };
    });
    const result = boxed.result && this.boxed(boxed.result, known);
    return (scope, run) => {
      const inner = new Layer(scope);
      const values: FeelContext = {};
      for (const { name, type, evaluate } of entries) {
        const value = this.fitted(evaluate(inner, run), type, `Entry "${name}"`, run);
        inner.set(name, value);
        setEntry(values, name, value);
      }
      return result ? result(inner, run) : values;
    };
  }

  /** A function whose body sees the names around its definition. */
  functionOf(boxed: Extract<Boxed, { kind: 'function' }>, name: string, names: Shape): Evaluator {
    const { parameters, language } = boxed;
    if (!/^feel$/i.test(language) || !boxed.body) {
      return (_scope, run) => {
        run.problem(
          'no-logic',
          `The function "${name}" of "${run.place.name}" is written in ${language}, which cannot be called here: write it in FEEL`,
          { severity: 'warning' },
        );
        return null;
      };
    }
    const body = this.boxed(boxed.body, { ...names, ...this.shapes(parameters) });
    return (scope, run) =>
      new FeelFunction(
        name,
        parameters.map((parameter) => parameter.name),
        (args, call) => {
          if (args.length !== parameters.length)
            return call.warn(
              `${name || 'The function'} takes ${parameters.length} values, but got ${args.length}`,
            );
          const inner = new Layer(scope);
          for (const [at, parameter] of parameters.entries()) {
            const fitted = this.types.fit(args[at]!, parameter.type, run.environment, true);
            if (fitted instanceof Misfit)
              return call.warn(`${name || 'The function'}: parameter "${parameter.name}": ${fitted.message}`);
            inner.set(parameter.name, fitted);
          }
          return run.calls.within(() =>
            this.fitted(body(inner, run), boxed.type, `The result of the function "${name}"`, run),
          );
        },
      );
  }

  private invocation(boxed: Extract<Boxed, { kind: 'invocation' }>, names: Shape): Evaluator {
    const target = this.boxed(boxed.called, names);
    const bindings = boxed.bindings.map(({ name, type, value }) => ({
      name,
      type,
      evaluate: value && this.boxed(value, names),
    }));
    return (scope, run) => {
      const fn = target(scope, run);
      if (!(fn instanceof FeelFunction))
        return run.problem(
          'expression',
          `"${run.place.name}" invokes "${boxed.called.kind === 'literal' ? boxed.called.text : boxed.called.kind}", which is no function but ${describe(fn)}`,
        );
      const given: FeelContext = {};
      for (const { name, type, evaluate } of bindings)
        given[name] = this.fitted(evaluate?.(scope, run) ?? null, type, `Parameter "${name}"`, run);
      const unknown = Object.keys(given).find((name) => !fn.parameters.includes(name));
      if (unknown !== undefined)
        return run.problem(
          'expression',
          `"${run.place.name}" binds the parameter "${unknown}", but "${fn.name}" has: ${fn.parameters.join(', ')}`,
        );
      const warnings: string[] = [];
      const call = { ...run.environment, warn: (message: string): null => (warnings.push(message), null) };
      const result = fn.invokeNamed
        ? fn.invokeNamed(given, call)
        : fn.invoke(
            fn.parameters.map((name) => given[name] ?? null),
            call,
          );
      run.warn(warnings, fn.name);
      return result;
    };
  }

  private loop(boxed: Extract<Boxed, { kind: 'for' | 'some' | 'every' }>, names: Shape): Evaluator {
    const source = this.boxed(boxed.in, names);
    const body = this.boxed(boxed.body, { ...names, [boxed.variable]: null, partial: null });
    return (scope, run) => {
      const value = source(scope, run);
      const items = iterable(value);
      if (!items)
        return run.problem('expression', `"${run.place.name}" cannot go over a ${typeOf(value)}`, {
          severity: 'warning',
        });
      const results: Value[] = [];
      for (const item of items) {
        const inner = new Layer(scope);
        inner.set(boxed.variable, item);
        if (boxed.kind === 'for') inner.set('partial', results.slice());
        results.push(body(inner, run));
      }
      if (boxed.kind === 'for') return results;
      const odd = results.find((each) => each !== null && typeof each !== 'boolean');
      if (odd !== undefined) return this.notBoolean(odd, `What ${boxed.kind} item satisfies`, run);
      const decisive = boxed.kind === 'some';
      return results.includes(decisive)
        ? decisive
        : results.every((each) => typeof each === 'boolean')
          ? !decisive
          : null;
    };
  }
}

/** Names inside a context that is written out. */
function shapeOfContext(boxed: Boxed): Shape | null {
  if (boxed.kind === 'relation') return Object.fromEntries(boxed.columns.map(({ name }) => [name, null]));
  if (boxed.kind !== 'context' || boxed.result) return null;
  return Object.fromEntries(boxed.entries.map(({ name, value }) => [name, shapeOfContext(value)]));
}
