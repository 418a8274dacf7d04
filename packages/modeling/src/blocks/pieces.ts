import type { Form, FormComponent } from '../scenario/form.ts';
import type { BlockField, Said } from './block.ts';
import { escapeXml, tag, type Part } from './fragment.ts';

/** An id as the beginning of a variable's name: `vote-2` → `vote2`. */
export const variableOf = (id: string): string =>
  id.replace(/[^\p{L}\p{N}]+(\p{L}|\p{N}|$)/gu, (_whole, next: string) => next.toUpperCase());

/** Input and output mappings, FEEL without `=`; nothing where there are none. */
export function mapping(
  inputs: { [target: string]: string },
  outputs: { [target: string]: string } = {},
): string {
  const entries = [
    ...Object.entries(inputs).map(([target, source]) => tag('zeebe:input', { source: `=${source}`, target })),
    ...Object.entries(outputs).map(([target, source]) =>
      tag('zeebe:output', { source: `=${source}`, target }),
    ),
  ].join('');
  return entries ? tag('zeebe:ioMapping', {}, entries) : '';
}

/** Extensions of a task for people. */
export function people({
  role,
  form,
  assignee,
  due,
  vote,
  inputs = {},
  outputs = {},
}: {
  role?: string | undefined;
  form?: string | undefined;
  assignee?: string;
  /** FEEL without `=`. */
  due?: string;
  vote?: { [name: string]: string };
  inputs?: { [target: string]: string };
  outputs?: { [target: string]: string };
}): string {
  return [
    tag('zeebe:userTask', {}),
    form ? tag('zeebe:formDefinition', { formId: form }) : '',
    tag('zeebe:assignmentDefinition', { candidateGroups: role, assignee: assignee && `=${assignee}` }),
    due ? tag('zeebe:taskSchedule', { dueDate: `=${due}` }) : '',
    vote ? tag('opora:vote', vote) : '',
    mapping(inputs, outputs),
  ].join('');
}

/** A step that tells people of a role something. */
export const notice = (key: string, name: string, role: string, text: string, at: Part['at']): Part => ({
  key,
  tag: 'sendTask',
  name,
  at,
  extensions:
    tag('zeebe:taskDefinition', { type: 'opora.notify', retries: '3' }) +
    tag(
      'zeebe:taskHeaders',
      {},
      tag('zeebe:header', { key: 'role', value: role }) +
        tag('zeebe:header', { key: 'template', value: key }) +
        tag('zeebe:header', { key: 'text', value: text }),
    ),
});

/** A timer that fires after a duration (FEEL without `=`) or at a date. */
export const timer = (kind: 'timeDuration' | 'timeDate', expression: string): string =>
  `<bpmn:timerEventDefinition><bpmn:${kind} xsi:type="bpmn:tFormalExpression">=${escapeXml(expression)}</bpmn:${kind}></bpmn:timerEventDefinition>`;

/** Extensions of a script with its result. */
export const script = (expression: string, resultVariable: string): string =>
  tag('zeebe:script', { expression: `=${expression}`, resultVariable });

/** A field that chooses a role. */
export const roleField = (name: string, ru: string, en: string, value: string): BlockField => ({
  name,
  kind: 'role',
  label: { ru, en },
  value,
});
/** A field that chooses a form; left empty, a new one is made. */
export const formField = (name: string, ru: string, en: string): BlockField => ({
  name,
  kind: 'form',
  label: { ru, en },
  value: '',
});
/** A field for a text. */
export const textField = (name: string, ru: string, en: string, value: string): BlockField => ({
  name,
  kind: 'text',
  label: { ru, en },
  value,
});
/** A field for a number. */
export const numberField = (name: string, ru: string, en: string, value: number): BlockField => ({
  name,
  kind: 'number',
  label: { ru, en },
  value: String(value),
});
/** A field for a number of days. */
export const daysField = (name: string, ru: string, en: string, value: number): BlockField => ({
  name,
  kind: 'days',
  label: { ru, en },
  value: String(value),
});
/** A field that chooses a variable of the case. */
export const variableField = (name: string, ru: string, en: string, value: string): BlockField => ({
  name,
  kind: 'variable',
  label: { ru, en },
  value,
});
/** An answer among several. */
export const option = (value: string, ru: string, en: string): { value: string; label: Said } => ({
  value,
  label: { ru, en },
});

/** A whole number of days as text; anything else is the least of one. */
export const days = (value: string | undefined): number => Math.max(1, Math.floor(Number(value)) || 1);

/** A new form with a heading and these fields. */
export function form(heading: string, fields: Omit<FormComponent, 'id'>[]): Omit<Form, 'id'> {
  return {
    type: 'default',
    schemaVersion: 19,
    components: [{ type: 'text', text: `## ${heading}` }, ...fields].map((field, at) =>
      numbered(field, `field${at + 1}`),
    ),
  };
}
const numbered = (field: Omit<FormComponent, 'id'>, id: string): FormComponent => ({
  ...field,
  id,
  ...(field.components
    ? { components: field.components.map((inner, at) => numbered(inner, `${id}_${at + 1}`)) }
    : {}),
});

/** A question with two answers, and a remark where the second was given. */
export const decisionFields = (
  key: string,
  label: string,
  yes: [value: string, label: string],
  no: [value: string, label: string],
  remark: string,
): Omit<FormComponent, 'id'>[] => [
  {
    type: 'radio',
    key,
    label,
    values: [yes, no].map(([value, name]) => ({ value, label: name })),
    validate: { required: true },
  },
  {
    type: 'textarea',
    key: 'remark',
    label: remark,
    validate: { required: true, maxLength: 4000 },
    conditional: { hide: `=${key} != "${no[0]}"` },
  },
];
