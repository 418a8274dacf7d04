import { FeelSyntaxError } from '../errors.ts';
import { childrenOf, type Syntax } from '../parse.ts';
import type { Value } from '../values.ts';
import { calls } from './calls.ts';
import { control } from './control.ts';
import { filters } from './filters.ts';
import type { Code, Level } from './frame.ts';
import { literals } from './literals.ts';
import { names } from './names.ts';
import { operators } from './operators.ts';
import { tests } from './tests.ts';

/** Compiles one kind of syntax node. */
export type NodeCompiler = (node: Syntax, compiler: Compiler, level: Level | null) => Code;

/** Asks whether a value is of a type that the model names (DMN item definitions). */
export type TypeCheck = (name: string) => ((value: Value) => boolean) | undefined;

const table: { [node: string]: NodeCompiler } = {
  ...literals,
  ...names,
  ...operators,
  ...control,
  ...calls,
  ...filters,
  ...tests,
};

/** Turns a syntax tree into closures; the rules for each node stand in the tables of this folder. */
export class Compiler {
  readonly text: string;
  /** Names of variables that the caller knows: they go before built-in functions of the same name. */
  readonly known: ReadonlySet<string>;
  readonly typeCheck: TypeCheck | undefined;

  constructor(text: string, known: ReadonlySet<string>, typeCheck?: TypeCheck) {
    this.text = text;
    this.known = known;
    this.typeCheck = typeCheck;
  }

  compile(node: Syntax, level: Level | null): Code {
    const rule = table[node.name];
    if (!rule)
      throw new FeelSyntaxError(
        `FEEL: "${this.slice(node)}" of "${this.text}" is ${node.name}, which has no value`,
        this.text,
        { from: node.from, to: node.to },
      );
    return rule(node, this, level);
  }

  slice(node: Syntax): string {
    return this.text.slice(node.from, node.to);
  }

  /** A name as written, without back-ticks and with single spaces. */
  nameOf(node: Syntax): string {
    return this.slice(node).replace(/`/g, '').replace(/\s+/g, ' ').trim();
  }

  /** Whether the implied value `?` occurs in a node. */
  usesInput(node: Syntax): boolean {
    return node.name === '?' || childrenOf(node).some((child) => this.usesInput(child));
  }
}
