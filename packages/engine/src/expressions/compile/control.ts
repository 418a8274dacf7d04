import { childrenOf, type Syntax } from '../parse.ts';
import { FeelDate } from '../temporal/values.ts';
import { compareValues, FeelRange, typeOf, type Value } from '../values.ts';
import { FeelError } from '../errors.ts';
import { spend } from '../meter.ts';
import type { Compiler, NodeCompiler } from './compiler.ts';
import { code, Frame, type Code, type Level } from './frame.ts';

/** More turns than any sensible loop takes: beyond it the expression is refused, so that no case hangs. */
const MOST_TURNS = 500_000;

interface Loop {
  level: Level;
  /** Gives each combination to `visit` until that answers true; false where something to go over was not there. */
  run(frame: Frame, visit: (frame: Frame) => boolean): boolean;
}

/** The values that a loop goes over: a list, a closed range of whole numbers or dates, or one value; null where there is none. */
export function iterable(value: Value): Iterable<Value> | null {
  if (Array.isArray(value)) return value;
  if (!(value instanceof FeelRange)) return value === null ? null : [value];
  const { start, end, startIncluded, endIncluded } = value;
  if (start instanceof FeelDate && end instanceof FeelDate) {
    return steps(start.epochDay, end.epochDay, startIncluded, endIncluded, (day) => FeelDate.ofEpochDay(day));
  }
  if (typeof start !== 'number' || typeof end !== 'number') return null;
  return steps(start, end, startIncluded, endIncluded, (number) => number);
}

/** `for i in 3..1` goes down; a range `[3..1]` holds nothing that could be gone through. */
const isDownwards = (value: Value, isSpelled: boolean): boolean =>
  !isSpelled && value instanceof FeelRange && (compareValues(value.start, value.end) ?? 0) > 0;

function* steps(
  start: number,
  end: number,
  first: boolean,
  last: boolean,
  make: (at: number) => Value,
): Generator<Value> {
  const step = start <= end ? 1 : -1;
  if (Math.abs(end - start) > MOST_TURNS)
    throw new FeelError(`FEEL: a loop from ${start} to ${end} has too many turns (at most ${MOST_TURNS})`);
  for (let at = start; step > 0 ? at <= end : at >= end; at += step) {
    if ((at !== start || first) && (at !== end || last)) yield make(at);
  }
}

function compileLoop(node: Syntax, compiler: Compiler, level: Level | null, extra: string[]): Loop {
  const names: string[] = [...extra];
  const inner: Level = { names, up: level };
  const sources: Code[] = [];
  const spelled: boolean[] = [];
  for (const part of childrenOf(node)) {
    const [name, , context] = childrenOf(part);
    const ends = childrenOf(context!).filter((child) => child.name !== '..');
    // later ones see the names of the earlier
    const compiled = ends.map((end) => compiler.compile(end, inner));
    const [from, to] = compiled;
    spelled.push(to !== undefined);
    sources.push(
      to ? code('any', (frame) => new FeelRange(from!.run(frame), to.run(frame), true, true)) : from!,
    );
    names.push(compiler.nameOf(name!));
  }
  const first = extra.length;
  const walk = (frame: Frame, at: number, visit: (frame: Frame) => boolean): boolean | null => {
    if (at === sources.length) return visit(frame);
    const value = sources[at]!.run(frame);
    const values = isDownwards(value, spelled[at]!) ? null : iterable(value);
    if (!values) {
      frame.evaluation.warn(`A loop cannot go over a ${typeOf(value)}`);
      return null;
    }
    for (const item of values) {
      spend(1);
      frame.slots[first + at] = item;
      const stop = walk(frame, at + 1, visit);
      if (stop !== false) return stop;
    }
    return false;
  };
  return { level: inner, run: (frame, visit) => walk(frame, 0, visit) !== null };
}

/** Conditions and loops (DMN 1.4 sections 10.3.2.11 to 10.3.2.14). */
export const control: { [node: string]: NodeCompiler } = {
  IfExpression(node, compiler, level) {
    const [, condition, , then, , otherwise] = childrenOf(node);
    const test = compiler.compile(condition!, level).run;
    const yes = compiler.compile(then!, level);
    const no = otherwise && compiler.compile(otherwise, level);
    const run = (frame: Frame): Value => (test(frame) === true ? yes.run(frame) : no ? no.run(frame) : null);
    return code(no && no.kind === yes.kind ? yes.kind : 'any', run);
  },
  ForExpression(node, compiler, level) {
    const parts = childrenOf(node);
    const loop = compileLoop(parts[1]!, compiler, level, ['partial']);
    const body = compiler.compile(parts[parts.length - 1]!, loop.level).run;
    return code('any', (frame) => {
      const results: Value[] = [];
      const complete = loop.run(new Frame(frame, frame.evaluation, [results]), (inner) => {
        results.push(body(new Frame(inner.up, inner.evaluation, inner.slots.slice())));
        return false;
      });
      return complete ? results : null;
    });
  },
  QuantifiedExpression(node, compiler, level) {
    const [quantifier, loops, , condition] = childrenOf(node);
    const decisive = quantifier!.name === 'some';
    const loop = compileLoop(loops!, compiler, level, []);
    const test = compiler.compile(condition!, loop.level).run;
    return code('test', (frame) => {
      let decided = false;
      let unknown = false;
      const complete = loop.run(new Frame(frame, frame.evaluation, []), (inner) => {
        const result = test(inner);
        if (result === decisive) decided = true;
        else if (typeof result !== 'boolean') unknown = true;
        return decided;
      });
      if (!complete) return null;
      return decided ? decisive : unknown ? null : !decisive;
    });
  },
};
