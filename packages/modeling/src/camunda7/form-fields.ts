import { note, type Context } from './elements.ts';
import { attributeOf, type Element } from './moddle.ts';

/** A form as form-js reads it. */
interface Form {
  id: string;
  type: 'default';
  schemaVersion: number;
  components: { [name: string]: unknown }[];
}

/** A form made of `camunda:formData`: a field each, with label, default and constraints. */
export function formOfFields(context: Context, data: Element): Form {
  const { prefix, element } = context;
  const id = element.id!;
  const fields = (data.$children ?? []).filter(({ $type }) => $type === `${prefix}:formField`);
  return {
    id,
    type: 'default',
    schemaVersion: 19,
    components: fields.map((field, index) => ({
      ...component(context, field),
      id: `Field_${id}_${index + 1}`,
    })),
  };
}

function component(context: Context, field: Element): { [name: string]: unknown } {
  const { prefix } = context;
  const key = attributeOf(field, 'id') ?? '';
  const label = attributeOf(field, 'label') ?? key;
  const given = attributeOf(field, 'defaultValue');
  const children = field.$children ?? [];
  const constraints = children
    .filter(({ $type }) => $type === `${prefix}:validation`)
    .flatMap((each) => each.$children ?? []);
  const limit = (name: string): string | undefined => {
    const found = constraints.find((each) => attributeOf(each, 'name') === name);
    return found && (attributeOf(found, 'config') ?? 'true');
  };
  const validate = Object.fromEntries(
    Object.entries({
      required: limit('required') === undefined ? undefined : true,
      min: number(limit('min')),
      max: number(limit('max')),
      minLength: number(limit('minlength')),
      maxLength: number(limit('maxlength')),
    }).filter(([, value]) => value !== undefined),
  );
  const common = { key, label, ...(Object.keys(validate).length > 0 ? { validate } : {}) };
  switch (attributeOf(field, 'type')) {
    case 'string':
      return { type: 'textfield', ...common, ...(given ? { defaultValue: given } : {}) };
    case 'long':
    case 'integer':
    case 'double':
      return {
        type: 'number',
        ...common,
        ...(number(given) === undefined ? {} : { defaultValue: number(given) }),
      };
    case 'boolean':
      return { type: 'checkbox', ...common, ...(given ? { defaultValue: given === 'true' } : {}) };
    case 'date':
      return {
        type: 'datetime',
        subtype: 'date',
        dateLabel: label,
        key,
        ...(common.validate ? { validate } : {}),
      };
    case 'enum':
      return {
        type: 'select',
        ...common,
        values: children
          .filter(({ $type }) => $type === `${prefix}:value`)
          .map((each) => ({
            value: attributeOf(each, 'id') ?? '',
            label: attributeOf(each, 'name') ?? attributeOf(each, 'id') ?? '',
          })),
      };
    default:
      note(context, 'changed', `Поле «${label}» вида ${attributeOf(field, 'type') ?? '?'} стало текстовым`);
      return { type: 'textfield', ...common };
  }
}

const number = (text: string | undefined): number | undefined =>
  text === undefined || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
