import { tableGet } from './table.ts';
import type { CaseState, ElementInstance, Json, Variables } from './types.ts';

/** The variables that an element instance sees: its own, then those of each scope around it; `extra` before all. */
export class VariableScope {
  constructor(
    private readonly state: CaseState,
    private readonly element: number,
    private readonly extra?: Variables,
  ) {}

  get(name: string): Json | undefined {
    if (this.extra !== undefined && Object.hasOwn(this.extra, name)) return this.extra[name];
    let at: ElementInstance | undefined = tableGet(this.state.elements, this.element);
    while (at !== undefined) {
      if (at.variables !== undefined && Object.hasOwn(at.variables, name)) return at.variables[name];
      at = tableGet(this.state.elements, at.scope);
    }
    return undefined;
  }

  names(): string[] {
    return Object.keys(this.all());
  }

  /** All visible variables as one object. */
  all(): Variables {
    const layers: Variables[] = [];
    for (
      let at = tableGet(this.state.elements, this.element);
      at !== undefined;
      at = tableGet(this.state.elements, at.scope)
    ) {
      if (at.variables) layers.unshift(at.variables);
    }
    return Object.assign({}, ...layers, this.extra) as Variables;
  }
}

/** A copy that shares nothing. */
export const copyJson = (value: Json): Json => JSON.parse(JSON.stringify(value)) as Json;

/** Sets `a.b.c` inside `values`; contexts on the way are made. Only what `values` has of its own is looked at. */
export function assignPath(values: Variables, target: string, value: Json): void {
  const names = target.split('.');
  let at: Variables = values;
  for (const name of names.slice(0, -1)) {
    const inner = Object.hasOwn(at, name) ? at[name]! : null;
    const isContext = inner !== null && typeof inner === 'object' && !Array.isArray(inner);
    const next = isContext ? inner : {};
    if (!isContext) put(at, name, next);
    at = next;
  }
  put(at, names.at(-1)!, value);
}

/** Sets an entry; `__proto__` is a name like any other. */
function put(values: Variables, name: string, value: Json): void {
  if (name !== '__proto__') values[name] = value;
  else Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
}
