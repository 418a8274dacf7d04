/** How one field of a form differs. */
export interface FieldChange {
  /** Key or, where there is none, id of the component. */
  field: string;
  label: string | undefined;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  properties: { property: string; before: string | undefined; after: string | undefined }[];
}

interface Component {
  id?: string;
  key?: string;
  type?: string;
  label?: string;
  text?: string;
  dateLabel?: string;
  components?: Component[];
  [property: string]: unknown;
}

/** What differs between two forms, field by field. A text that is no form throws. */
export function formChanges(before: string, after: string): FieldChange[] {
  const [olds, news] = [fieldsOf(before), fieldsOf(after)];
  const changes: FieldChange[] = [];
  const kept = [...news.keys()].filter((id) => olds.has(id));
  const orderBefore = [...olds.keys()].filter((id) => news.has(id));
  for (const [id, component] of news) {
    const old = olds.get(id);
    if (!old) {
      changes.push(changeOf(component, 'added', []));
      continue;
    }
    const properties = differing(flat(old), flat(component));
    if (properties.length > 0) changes.push(changeOf(component, 'changed', properties));
  }
  for (const id of moved(orderBefore, kept)) changes.push(changeOf(news.get(id)!, 'moved', []));
  for (const [id, component] of olds) if (!news.has(id)) changes.push(changeOf(component, 'removed', []));
  return changes;
}

function fieldsOf(text: string): Map<string, Component> {
  const form = JSON.parse(text) as { components?: Component[] };
  if (!Array.isArray(form.components)) throw new Error('ожидалась форма со списком components');
  const found = new Map<string, Component>();
  const walk = (components: Component[]): void => {
    for (const component of components) {
      const name = component.key ?? component.id ?? `${component.type ?? 'field'}-${found.size}`;
      found.set(found.has(name) ? `${name}#${found.size}` : name, component);
      if (Array.isArray(component.components)) walk(component.components);
    }
  };
  walk(form.components);
  return found;
}

const changeOf = (
  component: Component,
  kind: FieldChange['kind'],
  properties: FieldChange['properties'],
): FieldChange => ({
  field: component.key ?? component.id ?? '',
  label: component.label ?? component.dateLabel ?? component.text,
  kind,
  properties,
});

function flat(value: unknown, path = '', into = new Map<string, string>()): Map<string, string> {
  if (typeof value !== 'object' || value === null)
    into.set(path, String(value as string | number | boolean | null));
  else
    for (const [name, child] of Object.entries(value)) {
      if (path === '' && (name === 'id' || name === 'components' || name === 'layout')) continue;
      flat(child, path === '' ? name : `${path}.${name}`, into);
    }
  return into;
}

function differing(before: Map<string, string>, after: Map<string, string>): FieldChange['properties'] {
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((property) => before.get(property) !== after.get(property))
    .map((property) => ({ property, before: before.get(property), after: after.get(property) }));
}

/** Fields that left the longest run of fields whose order stayed. */
function moved(before: string[], after: string[]): string[] {
  const place = new Map(before.map((id, index) => [id, index]));
  const best: string[][] = [];
  for (const id of after) {
    const run = best
      .filter((each) => place.get(each.at(-1)!)! < place.get(id)!)
      .reduce<string[]>((a, b) => (b.length > a.length ? b : a), []);
    best.push([...run, id]);
  }
  const stay = new Set(best.reduce<string[]>((a, b) => (b.length > a.length ? b : a), []));
  return after.filter((id) => !stay.has(id));
}
