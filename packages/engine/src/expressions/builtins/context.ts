import { entryOf, setEntry } from '../contexts.ts';
import { isContext, type Call, type FeelContext, type Value } from '../values.ts';
import { overload, type FunctionTable, type Overload } from './overloads.ts';

function fromEntries(entries: Value[], call: Call): Value {
  const result: FeelContext = {};
  for (const entry of entries) {
    if (!isContext(entry) || typeof entry.key !== 'string' || !Object.hasOwn(entry, 'value'))
      return call.warn('context(): each entry has to have a key (a text) and a value');
    if (Object.hasOwn(result, entry.key))
      return call.warn(`context(): the key "${entry.key}" is there twice`);
    setEntry(result, entry.key, entry.value!);
  }
  return result;
}

function put(context: FeelContext, keys: Value[], value: Value, call: Call): Value {
  const [key, ...rest] = keys;
  if (typeof key !== 'string') return call.warn('context put(): a key has to be a text');
  let inner = value;
  if (rest.length) {
    // Camunda makes the contexts on the way that are not there yet.
    const old = context[key] ?? (call.isBeforeFive ? null : {});
    if (!isContext(old)) return call.warn(`context put(): "${key}" is no context`);
    inner = put(old, rest, value, call);
    if (inner === null && value !== null) return null;
  }
  const result = { ...context };
  setEntry(result, key, inner);
  return result;
}

const contextPut: Overload[] = [
  overload<[FeelContext, string, Value]>(
    'context: context, key: string, value: any',
    ([context, key, value], call) => put(context, [key], value, call),
  ),
  overload<[FeelContext, Value[], Value]>(
    'context: context, keys: list, value: any',
    ([context, keys, value], call) =>
      keys.length ? put(context, keys, value, call) : call.warn('context put(): there are no keys'),
  ),
];

const contextMerge: Overload[] = [
  overload<[Value[]]>('contexts: list', ([contexts], call) =>
    contexts.every(isContext)
      ? (Object.assign({}, ...contexts) as FeelContext)
      : call.warn('context merge(): all values have to be contexts'),
  ),
  overload<[FeelContext, FeelContext[]]>(
    'first: context, ...contexts: context',
    ([first, rest]) => Object.assign({}, first, ...rest) as FeelContext,
  ),
];

/** Context functions (DMN 1.4 table 82); `get value` also by a list of keys, as Camunda has it. */
export const contextFunctions: FunctionTable = {
  'get value': [
    overload<[FeelContext, string]>(
      'm: context, key: string',
      ([context, key]) => entryOf(context, key) ?? null,
    ),
    overload<[FeelContext, string]>(
      'context: context, key: string',
      ([context, key]) => entryOf(context, key) ?? null,
    ),
    overload<[FeelContext, Value[]]>('context: context, keys: list', ([context, keys]) =>
      keys.reduce(
        (value: Value, key) =>
          isContext(value) && typeof key === 'string' ? (entryOf(value, key) ?? null) : null,
        context,
      ),
    ),
  ],
  'get entries': [
    overload<[FeelContext]>('m: context', ([context]) =>
      Object.entries(context).map(([key, value]) => ({ key, value })),
    ),
    overload<[FeelContext]>('context: context', ([context]) =>
      Object.entries(context).map(([key, value]) => ({ key, value })),
    ),
  ],
  context: [overload<[Value[]]>('entries: list', ([entries], call) => fromEntries(entries, call))],
  'context put': contextPut,
  'context merge': contextMerge,
  // As they were called before DMN 1.4, in models of earlier Camunda versions.
  put: contextPut,
  'put all': contextMerge,
};
