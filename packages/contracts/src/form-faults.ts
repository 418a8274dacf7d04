/** Something that form-js could not show. */
export interface FormFault {
  rule: string;
  /** Key or id of the field. */
  field: string | null;
  /** Id of the field in the form; null: it has none. */
  fieldId: string | null;
  message: string;
}

/** Fields of form-js 1.x; those with a value need a key, those with parts hold components. */
const valued = new Set([
  ...['textfield', 'textarea', 'number', 'checkbox', 'checklist', 'datetime', 'radio', 'select', 'taglist'],
  ...['filepicker', 'expression'],
]);
const holders = new Set(['group', 'dynamiclist']);
const plain = new Set([
  ...['text', 'html', 'image', 'button', 'spacer', 'separator', 'iframe', 'table', 'documentPreview'],
]);

/** Deepest nesting that is followed; no form for people comes near it. */
const deepest = 30;

const idOf = (component: unknown): string | null => {
  const id = (component as { id?: unknown } | null | undefined)?.id;
  return typeof id === 'string' ? id : null;
};

/** A form as the engine keeps it, or everything that is wrong with its text. */
export type ReadForm =
  | { schema: { id: string; components: unknown[]; [key: string]: unknown }; faults: [] }
  | { schema?: never; faults: FormFault[] };

/** Reads the text of a form: JSON with an id and components that form-js can show. */
export function readForm(text: string): ReadForm {
  const fault = (rule: string, message: string): ReadForm => ({
    faults: [{ rule, field: null, fieldId: null, message }],
  });
  let schema: unknown;
  try {
    schema = JSON.parse(text);
  } catch (error) {
    return fault('json', `Файл формы не читается как JSON: ${(error as Error).message}`);
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    return fault('form', 'Форма должна быть объектом JSON.');
  const { id, components } = schema as { id?: unknown; components?: unknown };
  if (typeof id !== 'string' || id === '')
    return fault('form-id', 'У формы нет идентификатора: добавьте поле id.');
  if (!Array.isArray(components)) return fault('form-components', `У формы «${id}» нет списка components.`);
  const faults = faultsOfForm(components);
  if (faults.length > 0)
    return { faults: faults.map((one) => ({ ...one, message: `Форма «${id}», ${one.message}` })) };
  return { schema: { ...(schema as object), id, components }, faults: [] };
}

/** Everything that keeps form-js from showing these components, with the place of each by its number. */
function faultsOfForm(components: unknown[]): FormFault[] {
  const faults: FormFault[] = [];
  const visit = (list: unknown[], keys: Set<string>, place: string, depth: number): void => {
    list.forEach((component, index) => {
      const at = `${place}${index + 1}`;
      const fault = (rule: string, field: string | null, message: string): void =>
        void faults.push({ rule, field, fieldId: idOf(component), message: `поле ${at}: ${message}` });
      if (typeof component !== 'object' || component === null || Array.isArray(component))
        return fault('form-component', null, 'ожидается объект с видом поля (type).');
      const { type, key, id, path, components: inner } = component as { [name: string]: unknown };
      const name = typeof key === 'string' ? key : typeof id === 'string' ? id : null;
      if (typeof type !== 'string') return fault('form-component', name, 'нет вида поля (type).');
      if (!valued.has(type) && !holders.has(type) && !plain.has(type))
        return fault('form-component-type', name, `вида «${type}» нет: возьмите поле из палитры форм.`);
      if (valued.has(type)) {
        if (typeof key !== 'string' || key.trim() === '')
          return fault('form-key', name, `у поля вида «${type}» нет ключа (key): ответ негде хранить.`);
        if (keys.has(key)) return fault('form-key', key, `ключ «${key}» уже занят другим полем.`);
        keys.add(key);
      }
      if (!holders.has(type)) return;
      if (!Array.isArray(inner))
        return fault('form-components', name, `у поля вида «${type}» нет списка components.`);
      if (depth >= deepest) return fault('form-components', name, `вложенность больше ${deepest}.`);
      const own = type === 'dynamiclist' || (typeof path === 'string' && path !== '');
      visit(inner, own ? new Set() : keys, `${at}.`, depth + 1);
    });
  };
  visit(components, new Set(), '', 1);
  return faults;
}
