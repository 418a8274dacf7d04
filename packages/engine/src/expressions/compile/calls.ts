import { builtinFunction } from '../builtins/registry.ts';
import { childrenOf, type Syntax } from '../parse.ts';
import { FeelFunction, FeelRange, rangeIncludes, typeOf, type FeelContext, type Value } from '../values.ts';
import type { Compiler, NodeCompiler } from './compiler.ts';
import { code, constant, Evaluation, Frame, type Code, type Level } from './frame.ts';
import { compileType, type TypeTest } from './types.ts';

/** Whether a construct around declares a name. */
function declared(name: string, level: Level | null): boolean {
  for (let at = level; at; at = at.up) if (at.names.includes(name)) return true;
  return false;
}

/** A value called as a function: a function, or a range that tells whether it includes its argument. */
function callable(value: Value): FeelFunction | null {
  if (value instanceof FeelFunction) return value;
  return value instanceof FeelRange
    ? new FeelFunction('range', ['value'], ([probe]) => rangeIncludes(value, probe ?? null))
    : null;
}

/** Calls a function by names (DMN 1.4 section 10.3.2.13.3): an unknown name makes the call null. */
function callNamed(fn: FeelFunction, values: FeelContext, frame: Frame): Value {
  if (fn.invokeNamed) return fn.invokeNamed(values, frame.evaluation);
  const unknown = Object.keys(values).find((name) => !fn.parameters.includes(name));
  if (unknown !== undefined)
    return frame.evaluation.warn(
      `${fn.name || 'The function'} has no parameter "${unknown}", but: ${fn.parameters.join(', ')}`,
    );
  return fn.invoke(
    fn.parameters.map((name) => values[name] ?? null),
    frame.evaluation,
  );
}

function compileCall(
  node: Syntax,
  target: Code,
  name: string,
  compiler: Compiler,
  level: Level | null,
): Code {
  const parameters =
    childrenOf(node).find(
      (part) =>
        part.name === 'Parameters' || part.name === 'PositionalParameters' || part.name === 'NamedParameters',
    ) ?? childrenOf(node).find((part) => part.name === '(')!;
  const list = parameters.name === 'Parameters' ? childrenOf(parameters)[1]! : parameters;
  if (list.name === 'NamedParameters') {
    const given = childrenOf(list).map((part) => {
      const [key, value] = childrenOf(part);
      return [compiler.nameOf(key!), compiler.compile(value!, level)] as const;
    });
    return code('any', (frame) => {
      const fn = callable(target.run(frame));
      if (!fn) return frame.evaluation.warn(`There is no function "${name}"`);
      const values: FeelContext = {};
      for (const [key, value] of given) values[key] = value.run(frame);
      return callNamed(fn, values, frame);
    });
  }
  const args =
    list.name === 'PositionalParameters' ? childrenOf(list).map((part) => compiler.compile(part, level)) : [];
  const count = args.length;
  if (target.constant instanceof FeelFunction) {
    const { invoke } = target.constant;
    if (count === 1) {
      const only = args[0]!.run;
      return {
        ...code('any', (frame) => invoke([only(frame)], frame.evaluation)),
        foldable: args[0]!.constant !== undefined,
      };
    }
    return code('any', (frame) => {
      const values: Value[] = [];
      for (let index = 0; index < count; index++) values.push(args[index]!.run(frame));
      return invoke(values, frame.evaluation);
    });
  }
  return code('any', (frame) => {
    const fn = callable(target.run(frame));
    if (!fn) return frame.evaluation.warn(`There is no function "${name}"`);
    return fn.invoke(
      args.map((arg) => arg.run(frame)),
      frame.evaluation,
    );
  });
}

/** The function that a call names: a built-in one, unless something around or the model gives that name to another. */
function compileTarget(node: Syntax, compiler: Compiler, level: Level | null): Code {
  if (
    node.name === 'VariableName' ||
    node.name === 'SpecialFunctionName' ||
    node.name === 'DateTimeConstructor'
  ) {
    const name = compiler.nameOf(node);
    const builtin = declared(name, level) || compiler.known.has(name) ? undefined : builtinFunction(name);
    if (builtin) return constant('function', builtin);
  }
  return compiler.compile(node, level);
}

const call: NodeCompiler = (node, compiler, level) => {
  const target = childrenOf(node)[0]!;
  if (target.name === 'AtLiteral') return compiler.compile(target, level);
  const compiled = compileCall(
    node,
    compileTarget(target, compiler, level),
    compiler.nameOf(target),
    compiler,
    level,
  );
  return target.name === 'DateTimeConstructor' && compiled.foldable ? folded(compiled) : compiled;
};

/**
 * A date, time or duration of a literal text is read once when it means the same by every number of the semantics; a wrong one is
 * left, so that each evaluation says so.
 */
function folded(compiled: Code): Code {
  const value = compiled.run(
    new Frame(
      null,
      new Evaluation(
        { get: () => undefined, names: () => [] },
        { now: 0, timeZone: 'UTC', isBeforeFive: true },
        undefined,
        null,
      ),
      [],
    ),
  );
  return value === null ? compiled : constant('any', value);
}

/** Calls, function definitions and `instance of` (DMN 1.4 sections 10.3.2.9, 10.3.2.13). */
export const calls: { [node: string]: NodeCompiler } = {
  FunctionInvocation: call,
  DateTimeLiteral: call,
  SpecialFunctionName: (node, compiler) =>
    constant('function', builtinFunction(compiler.nameOf(node)) ?? null),
  InstanceOfExpression(node, compiler, level) {
    const parts = childrenOf(node);
    const value = compiler.compile(parts[0]!, level).run;
    const test = compileType(parts[parts.length - 1]!, compiler);
    return code('test', (frame) => test(value(frame)));
  },
  FunctionDefinition(node, compiler, level) {
    const parts = childrenOf(node);
    if (parts.some((part) => part.name === 'external')) {
      return code('any', (frame) =>
        frame.evaluation.warn('External functions cannot be called here: only FEEL is evaluated'),
      );
    }
    const names: string[] = [];
    const types: (TypeTest | undefined)[] = [];
    const typeNames: string[] = [];
    for (const parameter of parts
      .filter((part) => part.name === 'FormalParameters')
      .flatMap((list) => childrenOf(list))) {
      const [own] = childrenOf(parameter);
      const [name, type] = childrenOf(own!);
      const typeNode = type ?? childrenOf(parameter)[1];
      names.push(compiler.nameOf(name ?? own!));
      types.push(typeNode && typeNode.name === 'Type' ? compileType(typeNode, compiler) : undefined);
      typeNames.push(typeNode ? compiler.nameOf(typeNode) : 'Any');
    }
    const body = compiler.compile(childrenOf(parts[parts.length - 1]!)[0]!, { names, up: level }).run;
    return code(
      'function',
      (frame) =>
        new FeelFunction(
          '',
          names,
          (args, evaluation) => {
            if (args.length !== names.length)
              return evaluation.warn(`The function takes ${names.length} values, but got ${args.length}`);
            const values: Value[] = [];
            for (let index = 0; index < args.length; index++) {
              const value = fitted(args[index]!, types[index]);
              if (value === undefined)
                return evaluation.warn(
                  `The function expects a ${typeNames[index]} as ${names[index]}, but got a ${typeOf(args[index]!)}`,
                );
              values.push(value);
            }
            return frame.evaluation.calls.within(() => body(new Frame(frame, frame.evaluation, values)));
          },
          undefined,
          { parameters: typeNames },
        ),
    );
  },
};

/** A value as a parameter's type wants it, with the conversion between a list of one and its element; undefined where it does not fit. */
function fitted(value: Value, type: TypeTest | undefined): Value | undefined {
  if (!type || value === null || type(value)) return value;
  if (Array.isArray(value) && value.length === 1 && type(value[0]!)) return value[0]!;
  return type([value]) ? [value] : undefined;
}
