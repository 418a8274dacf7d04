import type { Json, Variables } from '@opora/engine';
import { Problem } from './problem.ts';

/** Most that the variables of one request may hold, in bytes of JSON. */
const limit = 1_000_000;

/** Refuses variables over 1 MB with their size and the largest of them. */
export function checkSize(variables: Variables): void {
  const size = Buffer.byteLength(JSON.stringify(variables));
  if (size <= limit) return;
  const [name, bytes] = Object.entries(variables)
    .map(([key, value]): [string, number] => [key, Buffer.byteLength(JSON.stringify(value))])
    .reduce((largest, each) => (each[1] > largest[1] ? each : largest));
  throw new Problem(
    'too-large',
    `Переменные занимают ${size} байт, можно до ${limit}. Больше всех «${name}»: ${bytes} байт. Файлы передавайте ссылками.`,
    {
      errors: [{ path: `variables.${name}`, message: `${bytes} байт` }],
    },
  );
}

type Component = { type?: unknown; key?: unknown; label?: unknown; components?: unknown };
const expected: { [type: string]: { word: string; holds: (value: Json) => boolean } } = {
  number: { word: 'число', holds: (value) => typeof value === 'number' },
  checkbox: { word: 'да или нет (true, false)', holds: (value) => typeof value === 'boolean' },
  textfield: { word: 'текст', holds: (value) => typeof value === 'string' },
  textarea: { word: 'текст', holds: (value) => typeof value === 'string' },
  datetime: { word: 'дата или время текстом', holds: (value) => typeof value === 'string' },
  checklist: { word: 'список', holds: (value) => Array.isArray(value) },
  taglist: { word: 'список', holds: (value) => Array.isArray(value) },
  dynamiclist: { word: 'список', holds: (value) => Array.isArray(value) },
};

/** Refuses values whose type is not that of their field in the task's form; null and absent values are the form's matter. */
export function checkTypes(schema: { [key: string]: Json }, variables: Variables): void {
  const errors: { path: string; message: string }[] = [];
  const visit = (components: unknown): void => {
    if (!Array.isArray(components)) return;
    for (const { type, key, label, components: inner } of components as Component[]) {
      if (type === 'group' || type === undefined) visit(inner);
      if (typeof key !== 'string' || typeof type !== 'string') continue;
      const value = key
        .split('.')
        .reduce<Json | undefined>(
          (object, part) =>
            typeof object === 'object' && object !== null && !Array.isArray(object)
              ? object[part]
              : undefined,
          variables,
        );
      const rule = expected[type];
      if (value !== undefined && value !== null && rule && !rule.holds(value)) {
        errors.push({
          path: `variables.${key}`,
          message: `«${typeof label === 'string' ? label : key}»: ожидается ${rule.word}, получено ${JSON.stringify(value).slice(0, 60)}`,
        });
      }
    }
  };
  visit(schema['components']);
  if (errors.length > 0) throw new Problem('refused', 'Значения не подходят к полям формы.', { errors });
}
