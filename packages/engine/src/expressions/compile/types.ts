import { childrenOf, type Syntax } from '../parse.ts';
import { isDuration } from '../temporal/values.ts';
import { FeelFunction, FeelRange, isContext, typeOf, type Value } from '../values.ts';
import type { Compiler } from './compiler.ts';

/** Whether a value is of a type. */
export type TypeTest = (value: Value) => boolean;

const named: { [name: string]: TypeTest } = {
  Any: (value) => value !== null,
  Null: (value) => value === null,
  duration: (value) => isDuration(value),
  'date time': (value) => typeOf(value) === 'date and time',
  dateTime: (value) => typeOf(value) === 'date and time',
};
for (const name of [
  'boolean',
  'number',
  'string',
  'list',
  'context',
  'date',
  'time',
  'date and time',
  'days and time duration',
  'years and months duration',
  'range',
  'function',
]) {
  named[name] = (value) => typeOf(value) === name;
}
named.dayTimeDuration = named['days and time duration']!;
named.yearMonthDuration = named['years and months duration']!;

/** Test of a type of FEEL by name (DMN 1.4 section 10.3.2.9); undefined where FEEL has no such type. */
export const builtinType = (name: string): TypeTest | undefined =>
  Object.hasOwn(named, name) ? named[name] : undefined;

/** Test of a type as an expression spells it: `number`, `list<string>`, `context<a: number>`, `range<date>`, `function<…> -> …`. */
export function compileType(node: Syntax, compiler: Compiler): TypeTest {
  const parts = childrenOf(node);
  switch (node.name) {
    case 'Type':
      return compileType(parts[0]!, compiler);
    case 'ListType': {
      const element = compileType(
        parts.find((part) => part.name === 'Type')!,
        compiler,
      );
      if (compiler.slice(node).startsWith('range'))
        return (value) =>
          value instanceof FeelRange && [value.start, value.end].every((end) => end === null || element(end));
      return (value) => Array.isArray(value) && value.every((item) => element(item) || item === null);
    }
    case 'ContextType': {
      const entries = parts.flatMap((part) =>
        part.name === 'ContextEntryTypes' ? childrenOf(part) : part.name === 'ContextEntryType' ? [part] : [],
      );
      const types = entries.map((entry) => {
        const [name, type] = childrenOf(entry);
        return [compiler.nameOf(name!), compileType(type!, compiler)] as const;
      });
      return (value) =>
        isContext(value) &&
        types.every(
          ([name, test]) => Object.hasOwn(value, name) && (value[name] === null || test(value[name]!)),
        );
    }
    case 'FunctionType': {
      const count = parts.flatMap((part) => (part.name === 'ArgumentTypes' ? childrenOf(part) : [])).length;
      return (value) => value instanceof FeelFunction && value.parameters.length === count;
    }
    default: {
      const name = compiler.nameOf(node);
      return compiler.typeCheck?.(name) ?? builtinType(name) ?? (() => false);
    }
  }
}
