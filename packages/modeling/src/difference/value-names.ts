import type { Language } from './words.ts';

type Names = { [value: string]: { en: string; ru: string } };
const named = (en: string, ru: string): { en: string; ru: string } => ({ en, ru });

const roles: Names = {
  admin: named('administrator', 'администратор'),
  region: named('regional operator', 'региональный оператор'),
  coordinator: named('coordinator', 'координатор'),
  committee: named('committee member', 'член комитета'),
  method: named('methodologist', 'методист'),
  expert: named('expert', 'эксперт'),
  director: named('school director', 'директор школы'),
  curator: named('partner school curator', 'куратор школы-партнёра'),
};
/** Kinds of fields as the form editor calls them. */
const fields: Names = {
  textfield: named('text field', 'строка текста'),
  textarea: named('text area', 'длинный текст'),
  number: named('number', 'число'),
  datetime: named('date time', 'дата и время'),
  expression: named('expression', 'вычисление'),
  filepicker: named('file picker', 'файл'),
  checkbox: named('checkbox', 'да или нет'),
  checklist: named('checkbox group', 'несколько из списка'),
  radio: named('radio group', 'один из списка'),
  select: named('select', 'выпадающий список'),
  taglist: named('tag list', 'метки'),
  text: named('text view', 'пояснение'),
  image: named('image view', 'картинка'),
  table: named('table', 'таблица'),
  html: named('HTML view', 'HTML'),
  documentPreview: named('document preview', 'просмотр документа'),
  spacer: named('spacer', 'отступ'),
  separator: named('separator', 'черта'),
  group: named('group', 'группа'),
  dynamiclist: named('dynamic list', 'повторяемые строки'),
  iframe: named('iFrame', 'страница'),
  button: named('button', 'кнопка'),
  date: named('date', 'дата'),
  time: named('time', 'время'),
};
/** Rules by which a decision chooses, as its editor calls them. */
const choosing: Names = {
  UNIQUE: named('unique', 'одно правило'),
  FIRST: named('first', 'первое подходящее'),
  PRIORITY: named('priority', 'по важности ответа'),
  ANY: named('any', 'любое, все согласны'),
  COLLECT: named('collect', 'собрать все'),
  'COLLECT SUM': named('collect (sum)', 'сложить'),
  'COLLECT MIN': named('collect (min)', 'наименьшее'),
  'COLLECT MAX': named('collect (max)', 'наибольшее'),
  'COLLECT COUNT': named('collect (count)', 'сосчитать'),
  'RULE ORDER': named('rule order', 'все по порядку правил'),
  'OUTPUT ORDER': named('output order', 'все по важности ответа'),
};
const bindings: Names = {
  latest: named('the newest when the step is reached', 'самая новая к этому шагу'),
  deployment: named('the one deployed with this diagram', 'та, что развёрнута вместе со схемой'),
  versionTag: named('the one with this version tag', 'с такой меткой версии'),
};

/** Which properties have values that people call otherwise; `several`: a list between commas. */
const tables: readonly { path: RegExp; names: Names; several?: true }[] = [
  { path: /candidateGroups$/, names: roles, several: true },
  { path: /zeebe:Header\/role\/value$/, names: roles, several: true },
  { path: /^(type|subtype)$/, names: fields },
  { path: /^hitPolicy$/, names: choosing },
  { path: /bindingType$/, names: bindings },
];

/** A value of a property as people call it; undefined: it has no other name. An expression is left as it is written. */
export function valueName(path: string, value: string, language: Language): string | undefined {
  const table = tables.find((each) => each.path.test(path));
  if (!table) return undefined;
  const nameOf = (one: string): string | undefined =>
    Object.hasOwn(table.names, one) ? table.names[one]![language] : undefined;
  if (!table.several) return nameOf(value);
  const parts = value.split(',').map((part) => part.trim());
  return parts.some((part) => nameOf(part))
    ? parts.map((part) => nameOf(part) ?? part).join(', ')
    : undefined;
}
