/** Units that are counted, by the genitive plural in which plans write them («не менее 20 семинаров»): one, and the genitive of one. */
const forms: { readonly [many: string]: readonly [one: string, ofOne: string] } = {
  баллов: ['балл', 'балла'],
  вебинаров: ['вебинар', 'вебинара'],
  выездов: ['выезд', 'выезда'],
  дней: ['день', 'дня'],
  договоров: ['договор', 'договора'],
  документов: ['документ', 'документа'],
  занятий: ['занятие', 'занятия'],
  консультаций: ['консультация', 'консультации'],
  курсов: ['курс', 'курса'],
  мероприятий: ['мероприятие', 'мероприятия'],
  педагогов: ['педагог', 'педагога'],
  предметов: ['предмет', 'предмета'],
  программ: ['программа', 'программы'],
  публикаций: ['публикация', 'публикации'],
  работ: ['работа', 'работы'],
  раз: ['раз', 'раза'],
  рейтингов: ['рейтинг', 'рейтинга'],
  семинаров: ['семинар', 'семинара'],
  собраний: ['собрание', 'собрания'],
  уроков: ['урок', 'урока'],
  участников: ['участник', 'участника'],
  учеников: ['ученик', 'ученика'],
  учителей: ['учитель', 'учителя'],
  часов: ['час', 'часа'],
  человек: ['человек', 'человека'],
  школ: ['школа', 'школы'],
};
/** A plan of one names its unit otherwise («не менее 1 мероприятия»): the genitive plural by every form. */
const manyBy = new Map(
  Object.entries(forms).flatMap(([many, both]) => [many, ...both].map((form) => [form, many] as const)),
);
const rules = new Intl.PluralRules('ru');

/**
 * The form of a unit that a number asks for: «1 семинар», «2 семинара», «20,5 семинара», «5 семинаров»; `of` in the genitive, as
 * after «не хватает»: «1 семинара», «2 семинаров». What is not counted, or not known, stays as it is written.
 */
export function countedUnit(
  value: number,
  unit: string,
  of: 'genitive' | 'nominative' = 'nominative',
): string {
  // «2 раза в год»: what is counted is the first word.
  const [, often] = /^раз (в .+)$/u.exec(unit) ?? [];
  if (often) return `${countedUnit(value, 'раз', of)} ${often}`;
  const many = manyBy.get(unit);
  if (many === undefined) return unit;
  const [one, ofOne] = forms[many]!;
  const form = rules.select(Math.abs(value));
  if (!Number.isInteger(value)) return ofOne;
  if (form === 'one') return of === 'genitive' ? ofOne : one;
  return form === 'few' && of === 'nominative' ? ofOne : many;
}
