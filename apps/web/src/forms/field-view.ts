import type { TaskDetails } from '@opora/contracts';
import type { Component } from 'vue';
import type { FormComponent, FormSchema } from '../lib/form-data.ts';

/** What a view of a field gets; it tells of a change by `update:modelValue`. */
export interface FieldViewProps {
  /** The answers so far, of a draft too. */
  modelValue: unknown;
  /** What the server says now; a draft may be older. */
  known: unknown;
  task: TaskDetails;
  label: string;
  readonly: boolean;
}

/** What a view may expose: why what it holds cannot be sent, in words; nothing where it can. */
export interface FieldViewHandle {
  problem?(): string;
}

/** A view that stands for a list or group of a form where form-js would be too long; named by `properties.view` of the field. */
export interface FieldView {
  name: string;
  component: () => Promise<{ default: Component }>;
}

/** Declares a view; see `field-views/round-table`. */
export const defineFieldView = (view: FieldView): FieldView => view;

/** The fields at the top of a form that have a view of their own among those that are known. */
export const viewedFields = (schema: FormSchema, known: ReadonlySet<string>): FormComponent[] =>
  schema.components.filter(({ path, properties }) => path && known.has(properties?.['view'] ?? ''));

/** The form without these fields. */
export const withoutFields = (schema: FormSchema, fields: readonly FormComponent[]): FormSchema => ({
  ...schema,
  components: schema.components.filter((component) => !fields.includes(component)),
});
