import type { Value } from '../values.ts';
import { overload, type FunctionTable } from './overloads.ts';

const among =
  (decisive: boolean) =>
  ([list]: [Value[]]): Value => {
    if (list.includes(decisive)) return decisive;
    return list.every((item) => typeof item === 'boolean') ? !decisive : null;
  };

/** Boolean functions (DMN 1.4 table 74 and `all`, `any` of table 76). */
export const booleanFunctions: FunctionTable = {
  not: [overload<[Value]>('negand: any', ([negand]) => (typeof negand === 'boolean' ? !negand : null))],
  all: [
    overload<[Value[]]>('list: list', among(false)),
    overload<[Value, Value[]]>('first: any, ...list: any', ([first, rest]) =>
      first === null && !rest.length ? null : among(false)([[first, ...rest]]),
    ),
  ],
  any: [
    overload<[Value[]]>('list: list', among(true)),
    overload<[Value, Value[]]>('first: any, ...list: any', ([first, rest]) =>
      first === null && !rest.length ? null : among(true)([[first, ...rest]]),
    ),
  ],
};
