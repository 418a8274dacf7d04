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

/** Sets `a.b.c` inside `values`; contexts on the way are made. */
export function assignPath(values: Variables, target: string, value: Json): void {
  const names = target.split('.');
  let at: Variables = values;
  for (const name of names.slice(0, -1)) {
    const inner = at[name];
    at = at[name] = inner !== null && typeof inner === 'object' && !Array.isArray(inner) ? inner : {};
  }
  at[names.at(-1)!] = value;
}
