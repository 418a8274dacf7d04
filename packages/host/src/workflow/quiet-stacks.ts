/**
 * Loaded before any case: errors in the sandbox carry no stack. The SDK takes a stack for every promise that a workflow
 * makes, for its stack query, and that costs more than the step of a case itself. `OPORA_WORKFLOW_STACKS=1` leaves it out.
 */
Error.stackTraceLimit = 0;

/** Stands for the error that the SDK makes for the stack of a promise; it has none. */
class NoStack {}

/**
 * The SDK asks each promise of the sandbox, when it is made and when it settles, whose it is: by a function that it has
 * compiled from text each time. The two texts are answered without a compiler; any other is compiled as ever.
 */
const answers: Readonly<Record<string, () => unknown>> = {
  'return globalThis.__TEMPORAL_ACTIVATOR__': () => Reflect.get(globalThis, '__TEMPORAL_ACTIVATOR__'),
  'return globalThis.Error': () => NoStack,
};
Object.defineProperty(Promise, 'constructor', {
  value: (source: string): unknown => answers[source] ?? Function(source),
});

export {};
