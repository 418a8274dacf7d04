import type { Form } from '../scenario/form.ts';
import type { Fragment } from './fragment.ts';

/** Text in both languages. */
export interface Said {
  ru: string;
  en: string;
}

/** What a block asks: each is chosen from a list of the project or written as a plain value. */
export interface BlockField {
  name: string;
  label: Said;
  kind: 'role' | 'form' | 'document' | 'variable' | 'text' | 'number' | 'days' | 'choice';
  /** What it is unless changed; an empty form is made anew. */
  value: string;
  options?: { value: string; label: Said }[];
  /** Asked only where another field has this value. */
  when?: { field: string; value: string };
}

/** Answers to a block's fields by name. */
export type BlockValues = { [name: string]: string };

/** A building block: several elements with one meaning, drawn from a few answers. */
export interface Block {
  id: string;
  title: Said;
  description: Said;
  fields: BlockField[];
  draw(values: BlockValues, id: string): Fragment;
  /** Forms for the form fields that were left empty: field → form. */
  forms?(values: BlockValues, id: string): { [field: string]: Omit<Form, 'id'> };
}

/** Declares a building block. */
export const defineBlock = (block: Block): Block => block;

/** Answers as they are before anybody changes them. */
export const defaultValues = (block: Block): BlockValues =>
  Object.fromEntries(block.fields.map(({ name, value }) => [name, value]));

/** Whether a field is asked, given the other answers. */
export const isAsked = ({ when }: BlockField, values: BlockValues): boolean =>
  !when || values[when.field] === when.value;

/** A block ready to be drawn: its elements, and the forms that have to be made for it. */
export function prepareBlock(
  block: Block,
  values: BlockValues,
  id: string,
): { fragment: Fragment; forms: Form[] } {
  const offered = block.forms?.(values, id) ?? {};
  const made = Object.entries(offered).filter(([field]) => !values[field]);
  const forms = made.map(([field, form]): Form => ({ ...form, id: `${id}-${field}` }));
  const complete = {
    ...values,
    ...Object.fromEntries(made.map(([field]) => [field, `${id}-${field}`])),
  };
  return { fragment: block.draw(complete, id), forms };
}
