import { spacedName } from '../spaced-name.ts';
import { builtinFunction } from '../builtins/registry.ts';
import { entryOf } from '../contexts.ts';
import { childrenOf, type Syntax } from '../parse.ts';
import { temporalProperty } from '../temporal/properties.ts';
import { FeelRange, isContext, typeOf, type FeelContext, type Value } from '../values.ts';
import type { Compiler, NodeCompiler } from './compiler.ts';
import { code, type Code, type Frame, type Level } from './frame.ts';

/** Reads a name: from the constructs around it, inner ones first, then from the variables, then among the functions. */
export function readName(name: string, compiler: Compiler, level: Level | null): Code {
  const filters: number[] = [];
  let depth = 0;
  for (let at = level; at; at = at.up, depth++) {
    const slot = at.names.lastIndexOf(name);
    if (at.item) {
      filters.push(depth);
      // `item` of the innermost filter, unless the item has an entry of that name
      if (name === 'item') return throughFilters(filters, name, slotReader(depth, 0));
    } else if (slot >= 0) {
      const read = slotReader(depth, slot);
      return filters.length ? throughFilters(filters, name, read) : code('any', read);
    }
  }
  const read = variableReader(name);
  if (filters.length) return throughFilters(filters, name, read);
  return depth === 0 ? { kind: 'any', run: read, plain: true } : code('any', read);
}

function slotReader(depth: number, slot: number): (frame: Frame) => Value {
  if (depth === 0) return (frame) => frame.slots[slot] ?? null;
  if (depth === 1) return (frame) => frame.up!.slots[slot] ?? null;
  return (frame) => up(frame, depth).slots[slot] ?? null;
}

function up(frame: Frame, depth: number): Frame {
  let at = frame;
  for (let step = 0; step < depth; step++) at = at.up!;
  return at;
}

function throughFilters(depths: number[], name: string, otherwise: (frame: Frame) => Value): Code {
  return code('any', (frame) => {
    for (const depth of depths) {
      const item = up(frame, depth).slots[0]!;
      if (typeof item !== 'object' || item === null) continue;
      const value = isContext(item) ? entryOf(item, name) : undefined;
      if (value !== undefined) return value;
    }
    return otherwise(frame);
  });
}

function variableReader(name: string): (frame: Frame) => Value {
  const builtin = builtinFunction(name);
  const spaced = spacedName(name);
  return ({ evaluation }) => {
    let value = evaluation.scope.get(name);
    if (value === undefined && spaced !== name) value = evaluation.scope.get(spaced);
    if (value !== undefined) return value;
    const added = evaluation.functions?.get(name) ?? builtin;
    return added ?? evaluation.warn(`There is no variable "${name}"`);
  };
}

/** Property of a value by name: an entry of a context, a part of a date, an end of a range; null with a warning where there is none. */
export function propertyOf(target: Value, name: string, frame: Frame): Value {
  if (target === null) return frame.evaluation.warn(`"${name}" was asked of null`);
  if (Array.isArray(target)) return target.map((item) => propertyOf(item, name, frame));
  if (typeof target === 'object') {
    if (isContext(target)) {
      const value = entryOf(target, name);
      if (value !== undefined) return value;
    } else if (target instanceof FeelRange) {
      if (name === 'start') return target.start;
      if (name === 'end') return target.end;
      if (name === 'start included') return target.startIncluded;
      if (name === 'end included') return target.endIncluded;
    } else {
      const value = temporalProperty(target, name);
      if (value !== undefined) return value;
    }
  }
  return frame.evaluation.warn(`A ${typeOf(target)} has no "${name}"`);
}

const variable: NodeCompiler = (node, compiler, level) => readName(compiler.nameOf(node), compiler, level);

/** Names and paths (DMN 1.4 sections 10.3.1.5 and 10.3.2.6). */
export const names: { [node: string]: NodeCompiler } = {
  VariableName: variable,
  QualifiedName: variable,
  '?': (_, compiler, level) => {
    for (let at = level, depth = 0; at; at = at.up, depth++) {
      if (!at.item && at.names.includes('?')) return code('any', slotReader(depth, at.names.indexOf('?')));
    }
    return code('any', (frame) => frame.evaluation.input);
  },
  PathExpression(node, compiler, level) {
    const [from, , part] = childrenOf(node) as [Syntax, Syntax, Syntax];
    const target = compiler.compile(from, level);
    const name = compiler.nameOf(part);
    const run = (frame: Frame): Value => {
      const value = target.run(frame);
      // the usual case, a context with that entry, without further questions
      if (
        typeof value === 'object' &&
        value !== null &&
        value.constructor === Object &&
        Object.hasOwn(value, name)
      )
        return (value as FeelContext)[name]!;
      return propertyOf(value, name, frame);
    };
    return target.plain ? { kind: 'any', run, plain: true } : code('any', run);
  },
};
