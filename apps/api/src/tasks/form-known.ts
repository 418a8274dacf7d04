import type { Json, Variables } from '@opora/engine';

type Part = { [key: string]: Json };

/** A place of a form that the system may fill in: the source's name and the path of the value. */
export interface KnownPlace {
  source: string;
  path: string[];
}

/** The groups, lists and fields of a form that name a source in `properties.known`; see docs/reference/forms.md. */
export function knownPlaces(part: Part, at: string[] = []): KnownPlace[] {
  const { components } = part;
  if (!Array.isArray(components)) return [];
  return components.filter(isRecord).flatMap((component) => {
    const { path, key, properties } = component;
    const named = typeof path === 'string' && path !== '' ? path : typeof key === 'string' ? key : undefined;
    const here = named === undefined ? at : [...at, ...named.split('.')];
    const source = isRecord(properties) ? properties['known'] : undefined;
    const own = typeof source === 'string' && named !== undefined ? [{ source, path: here }] : [];
    // The elements of a list are each a record of their own: nothing inside is filled in one by one.
    return component['type'] === 'dynamiclist' ? own : [...own, ...knownPlaces(component, here)];
  });
}

/** The value at a path; undefined where there is none. */
export function valueAt(variables: Variables, path: string[]): Json | undefined {
  let value: Json | undefined = variables;
  for (const name of path) value = isRecord(value) ? value[name] : undefined;
  return value;
}

/** A copy of the variables with the value at a path. */
export function withValueAt(variables: Variables, [name, ...rest]: string[], value: Json): Variables {
  if (name === undefined) return variables;
  const inner = variables[name];
  return {
    ...variables,
    [name]: rest.length === 0 ? value : withValueAt(isRecord(inner) ? inner : {}, rest, value),
  };
}

function isRecord(value: Json | undefined): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
