import type { Labels } from './values.ts';

/** What of a form-js schema is read here; the viewer reads the rest. */
export interface FormComponent {
  type: string;
  key?: string;
  path?: string;
  label?: string;
  values?: { label?: string; value?: unknown }[];
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

/** Gathers names of fields and of their options from forms; a value that forms call differently gets no name here. */
export function labelsOf(forms: FormSchema[]): Labels {
  const labels: Labels = { fields: {}, options: {} };
  const disputed = new Set<string>();
  for (const component of forms.flatMap((form) => allComponents(form))) {
    const key = component.key ?? component.path;
    if (!key) continue;
    const label = component.label?.replace(/\*+$/, '').trim();
    if (label && !label.startsWith('=')) labels.fields[key] ??= label;
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
