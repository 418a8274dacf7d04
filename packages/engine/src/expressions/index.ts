export {
  compileExpression,
  compileUnaryTests,
  type CompiledExpression,
  type CompiledUnaryTests,
  type CompileOptions,
} from './expression.ts';
export type { FeelEnvironment, Scope } from './compile/frame.ts';
export { FeelError, FeelSyntaxError } from './errors.ts';
export { addHostFunctions, type HostFunction } from './host-functions.ts';
export { defineFunction } from './builtins/overloads.ts';
export { equalValues, FeelFunction, FeelRange, isContext, type FeelContext, type Value } from './values.ts';
export { fromTyped, toTyped } from './typed.ts';
