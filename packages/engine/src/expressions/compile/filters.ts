import { spend } from '../meter.ts';
import { childrenOf } from '../parse.ts';
import type { Value } from '../values.ts';
import type { NodeCompiler } from './compiler.ts';
import { code, Frame, type Level } from './frame.ts';
import { itemTest } from './tests.ts';

const at = (list: Value[], index: number): Value => list[index < 0 ? list.length + index : index - 1] ?? null;

/** Filters (DMN 1.4 section 10.3.2.5): by position, or by a condition on each item. */
export const filters: { [node: string]: NodeCompiler } = {
  FilterExpression(node, compiler, level) {
    const [from, , part] = childrenOf(node);
    const target = compiler.compile(from!, level).run;
    const inner: Level = { names: ['item'], item: true, up: level };
    const index = compiler.compile(part!, level);
    const test = compiler.compile(part!, inner);
    const fixed = index.constant;
    if (typeof fixed === 'number') {
      return code('any', (frame) => {
        const value = target(frame);
        return Array.isArray(value) ? at(value, fixed) : fixed === 1 || fixed === -1 ? value : null;
      });
    }
    const holds =
      test.kind === 'comparator' ? itemTest(test.run) : (frame: Frame) => test.run(frame) === true;
    const condition = test.kind === 'test' || test.kind === 'comparator' || test.kind === 'boolean';
    return code('any', (frame) => {
      const value = target(frame);
      if (value === null) return null;
      const list = Array.isArray(value) ? value : [value];
      if (!condition) {
        const position = index.run(new Frame(frame.up, quiet(frame), frame.slots));
        if (typeof position === 'number') return at(list, position);
      }
      spend(list.length);
      const kept: Value[] = [];
      for (const item of list) if (holds(new Frame(frame, frame.evaluation, [item]))) kept.push(item);
      return kept;
    });
  },
};

/** The same evaluation without warnings: the question whether a filter is a position is only a try. */
function quiet(frame: Frame): Frame['evaluation'] {
  const { evaluation } = frame;
  return evaluation.warnings ? evaluation.silent() : evaluation;
}
