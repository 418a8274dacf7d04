import type { Json, Variables } from '@opora/engine';

/** A field or container of a form-js form, as far as scenarios and checks read it. */
export interface FormComponent {
  id: string;
  type: string;
  key?: string;
  path?: string;
  label?: string;
  dateLabel?: string;
  text?: string;
  /** Of a `datetime`: date, time or both. */
  subtype?: string;
  values?: { value: Json; label: string }[];
  validate?: { required?: boolean; min?: number; max?: number; maxLength?: number };
  conditional?: { hide?: string };
  defaultRepetitions?: number;
  searchable?: boolean;
  /** Where it stands in its row, of 16 columns. */
  layout?: { row: string; columns: number };
  /** Choices and values that the server fills in (docs/reference/forms.md). */
  properties?: { choices?: string; except?: string; known?: string };
  dataSource?: string;
  components?: FormComponent[];
}

/** A form-js form. */
export interface Form {
  id: string;
  type: string;
  schemaVersion: number;
  components: FormComponent[];
}

const containers = new Set(['group', 'dynamiclist']);

/** All components of a form, containers before what they hold. */
export function allComponents(components: FormComponent[]): FormComponent[] {
  return components.flatMap((component) => [component, ...allComponents(component.components ?? [])]);
}

/** Variables that a form writes: the first part of each key or path at its top. */
export function writtenVariables(form: Form): string[] {
  const names = form.components.flatMap(({ key, path }) => key ?? path ?? []);
  return [...new Set(names.map((name) => name.split('.')[0]!))];
}

/** Answers a person could give: the first choice, the least number, a text; fields shown on a condition stay empty. */
export function sampleAnswers(components: FormComponent[], today: string): Variables {
  const answers: Variables = {};
  for (const component of components) {
    const name = component.key ?? component.path;
    if (name === undefined || component.conditional) continue;
    answers[name] = containers.has(component.type)
      ? sampleContainer(component, today)
      : sampleField(component, today);
  }
  return answers;
}

function sampleContainer(
  { type, components = [], defaultRepetitions = 1 }: FormComponent,
  today: string,
): Json {
  const one = (): Variables => sampleAnswers(components, today);
  return type === 'group' ? one() : Array.from({ length: defaultRepetitions }, one);
}

function sampleField({ type, values, validate, label, id }: FormComponent, today: string): Json {
  const first = values?.[0]?.value ?? null;
  switch (type) {
    case 'number':
      return validate?.min ?? 0;
    case 'checkbox':
      return true;
    case 'datetime':
      return today;
    case 'radio':
    case 'select':
      return first;
    case 'checklist':
    case 'taglist':
      return [first];
    default:
      return label ?? id;
  }
}
