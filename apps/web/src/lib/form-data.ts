import type { Labels } from './values.ts';

/** What of a form-js schema is read here; the viewer reads the rest. */
export interface FormComponent {
  type: string;
  key?: string;
  path?: string;
  label?: string;
  values?: { label?: string; value?: unknown; fields?: { [key: string]: unknown } }[];
  properties?: { [name: string]: string };
  components?: FormComponent[];
  disabled?: boolean;
  readonly?: boolean;
  [more: string]: unknown;
}

/** A form-js form. */
export interface FormSchema {
  components: FormComponent[];
  [more: string]: unknown;
}

/** Every component of a form, groups and lists opened, in reading order. */
export function allComponents(schema: FormSchema | FormComponent): FormComponent[] {
  return (schema.components ?? []).flatMap((component) => [component, ...allComponents(component)]);
}

/** Every component with the path of its value: a field of a group or list stands below it. */
function placed(
  schema: FormSchema | FormComponent,
  above = '',
): { component: FormComponent; path: string }[] {
  return (schema.components ?? []).flatMap((component) => {
    const own = component.key ?? component.path ?? '';
    const path = [above, own].filter(Boolean).join('.');
    return [{ component, path }, ...placed(component, component.path ? path : above)];
  });
}

/**
 * Gathers names of fields and of their options from forms, by path (`partner.reason`) and by the last name alone; a
 * value that forms call differently gets no name here.
 */
export function labelsOf(forms: FormSchema[]): Labels {
  const labels: Labels = { fields: {}, options: {} };
  const disputed = new Set<string>();
  for (const { component, path } of forms.flatMap((form) => placed(form))) {
    const key = component.key ?? component.path;
    if (!key) continue;
    const label = component.label?.replace(/\*+$/, '').trim();
    if (label && !label.startsWith('=')) {
      labels.fields[path] ??= label;
      // What a picker is called says whom it picks, not what its id is.
      if (!component.properties?.['choices']) labels.fields[key] ??= label;
    }
    for (const option of component.values ?? []) {
      if (option.label && option.value !== undefined) {
        const known = (labels.options[key] ??= {});
        const value = String(option.value);
        if (known[value] !== undefined && known[value] !== option.label) disputed.add(`${key}\n${value}`);
        known[value] ??= option.label;
      }
    }
  }
  for (const pair of disputed) {
    const [key = '', value = ''] = pair.split('\n');
    delete labels.options[key]?.[value];
  }
  return labels;
}

const DECISION = /(decision|verdict|outcome|consent|approval|result)$/i;
const NEGATIVE = /(return|rework|reject|declin|refus|revis|no$|false)/i;

/** The choice on which the case's way depends, if the form has one. */
export function decisionField(schema: FormSchema): FormComponent | undefined {
  return allComponents(schema).find(
    (component) =>
      (component.type === 'radio' || component.type === 'select') &&
      component.key !== undefined &&
      DECISION.test(component.key) &&
      !component.disabled &&
      !component.readonly,
  );
}

/** True where an answer sends the work back or refuses it, so that others need to read why. */
export function isReturn(value: unknown): boolean {
  return value === false || (typeof value === 'string' && NEGATIVE.test(value));
}

/** True where the form itself has a field for a remark, so that the screen needs not ask for another. */
export function remarkField(schema: FormSchema): FormComponent | undefined {
  return allComponents(schema).find(
    (component) =>
      (component.type === 'textarea' || component.type === 'textfield') &&
      /(remark|reason|comment)s?$/i.test(component.key ?? '') &&
      !component.disabled &&
      !component.readonly,
  );
}

/** A text from the form's data by a field's key, trimmed; empty where there is none. */
export function textOf(data: { [key: string]: unknown }, component: FormComponent | undefined): string {
  const value = component?.key === undefined ? undefined : data[component.key];
  return typeof value === 'string' ? value.trim() : '';
}

/**
 * The data with what belongs to each chosen option beside it: choosing a reviewer also names their school. Fields that
 * the form itself asks for are left as they were filled in.
 */
export function withChosen(schema: FormSchema, data: { [key: string]: unknown }): { [key: string]: unknown } {
  return fillChosen(schema.components, data);
}

function fillChosen(
  components: FormComponent[],
  data: { [key: string]: unknown },
): { [key: string]: unknown } {
  const asked = new Set(components.map(({ key }) => key));
  let filled = { ...data };
  for (const { key, path, components: inner, values } of components) {
    const chosen = key ? values?.find(({ value }) => value === filled[key])?.fields : undefined;
    if (chosen)
      filled = {
        ...filled,
        ...Object.fromEntries(Object.entries(chosen).filter(([name]) => !asked.has(name))),
      };
    if (!inner) continue;
    const at = path ? filled[path] : undefined;
    if (path && Array.isArray(at))
      filled[path] = at.map((row: unknown) => (isRecord(row) ? fillChosen(inner, row) : row));
    else if (path) filled = isRecord(at) ? { ...filled, [path]: fillChosen(inner, at) } : filled;
    else filled = fillChosen(inner, filled);
  }
  return filled;
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** True where two sets of answers say the same: fields left empty, unticked boxes and rows without a word say nothing. */
export function sameAnswers(a: unknown, b: unknown): boolean {
  return JSON.stringify(said(a)) === JSON.stringify(said(b));
}

function said(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(said).filter((item) => item !== undefined);
    return items.length ? items : undefined;
  }
  if (isRecord(value)) {
    const entries = Object.keys(value)
      .sort()
      .map((key) => [key, said(value[key])] as const)
      .filter(([, inner]) => inner !== undefined);
    return entries.length ? Object.fromEntries(entries) : undefined;
  }
  return value === null || value === '' || value === false ? undefined : value;
}

/** The data of a form to send: what the form holds without fields left empty that the case has no value for. */
export function toVariables(
  data: { [key: string]: unknown },
  before: { [key: string]: unknown },
): { [key: string]: unknown } {
  return Object.fromEntries(
    Object.entries(data).filter(
      ([key, value]) =>
        value !== undefined && !((value === '' || value === null) && before[key] === undefined),
    ),
  );
}
