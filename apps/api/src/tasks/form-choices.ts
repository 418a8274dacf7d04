import type { Json, Variables } from '@opora/engine';

/** One thing that a person may choose in a form: what is kept, what is read, and what else of it the form keeps. */
export interface Choice {
  value: string;
  label: string;
  /** Values of the fields beside the chosen one, such as the school of a reviewer. */
  fields: { [key: string]: Json };
}

/** What choices a form asks the system for: people of a role, schools that may support another, measures of the plan. */
export type ChoiceSource = `people:${string}` | 'partner-schools' | 'roadmap-measures';

const isSource = (text: string | undefined): text is ChoiceSource =>
  text === 'partner-schools' || text === 'roadmap-measures' || text?.startsWith('people:') === true;

type Schema = { [key: string]: Json };

/** The properties of a field by which its form asks for choices; see docs/reference/forms.md. */
interface Asked {
  choices?: string;
  /** Name of a variable with a list of records: only those are offered. */
  within?: string;
  /** Name of a variable with a list of records: those are not offered. */
  except?: string;
}

/** The sources that a form's fields name, each once. */
export function choiceSources(schema: Schema): ChoiceSource[] {
  const found = new Set<ChoiceSource>();
  walk(schema, (component) => {
    const source = askedBy(component).choices;
    if (isSource(source)) found.add(source);
    return component;
  });
  return [...found];
}

/**
 * The form with the choices of its fields filled in: what `sources` know, bounded by the lists among the variables.
 * What is chosen already stays choosable unless it was refused, so that a form of the past reads as it was filled in.
 */
export function withChoices(
  schema: Schema,
  variables: Variables,
  sources: ReadonlyMap<string, Choice[]>,
): Schema {
  return walk(schema, (component, at) => {
    const { choices, within, except } = askedBy(component);
    const key = component['key'];
    if (!choices || typeof key !== 'string') return component;
    const known = sources.get(choices) ?? [];
    const bounded = within === undefined ? undefined : records(variables[within]);
    const offered = bounded ? bounded.flatMap((record) => choiceOf(record, key, known)) : known;
    const refused = new Set(
      records(except === undefined ? undefined : variables[except])?.map((r) => r[key]),
    );
    const values = offered.filter(({ value }) => !refused.has(value));
    for (const chosen of recordsAt(variables, at)) {
      for (const choice of choiceOf(chosen, key, known))
        if (!refused.has(choice.value) && !values.some(({ value }) => value === choice.value))
          values.push(choice);
    }
    return { ...component, values: values as unknown as Json };
  });
}

/** A record of the case as a choice: as the system knows it, else by the name it carries itself. */
function choiceOf(record: { [key: string]: Json }, key: string, known: Choice[]): Choice[] {
  const value = record[key];
  if (typeof value !== 'string' || value === '') return [];
  const own = known.find((choice) => choice.value === value);
  const { [key]: _, ...fields } = record;
  const name = record['name'];
  return [
    {
      value,
      label: own?.label ?? (typeof name === 'string' && name ? name : value),
      fields: { ...own?.fields, ...fields },
    },
  ];
}

function askedBy(component: Schema): Asked {
  const properties = component['properties'];
  return isRecord(properties) ? (properties as Asked) : {};
}

function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function records(value: Json | undefined): { [key: string]: Json }[] | undefined {
  return Array.isArray(value) ? value.filter(isRecord) : undefined;
}

/** The records in which fields at a path stand now: one for a group, several for a list. */
function recordsAt(variables: Variables, path: string[]): { [key: string]: Json }[] {
  let found: Json[] = [variables];
  for (const name of path)
    found = found
      .flatMap((value) => (isRecord(value) ? [value[name] ?? null] : []))
      .flatMap((value) => (Array.isArray(value) ? value : [value]));
  return found.filter(isRecord);
}

/** A copy of the form with every component replaced; `at` are the paths of the groups and lists around it. */
function walk(part: Schema, change: (component: Schema, at: string[]) => Schema, at: string[] = []): Schema {
  const { components } = part;
  if (!Array.isArray(components)) return part;
  return {
    ...part,
    components: components.map((component) => {
      if (!isRecord(component)) return component;
      const path = component['path'];
      const inner = typeof path === 'string' && path !== '' ? [...at, ...path.split('.')] : at;
      return walk(change(component, at), change, inner);
    }),
  };
}
