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
  раз: ['раз', 'раза'],
  семинаров: ['семинар', 'семинара'],
  собраний: ['собрание', 'собрания'],
  уроков: ['урок', 'урока'],
  учеников: ['ученик', 'ученика'],
  учителей: ['учитель', 'учителя'],
  часов: ['час', 'часа'],
  человек: ['человек', 'человека'],
  школ: ['школа', 'школы'],
};
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
  const known = Object.hasOwn(forms, unit) ? forms[unit] : undefined;
  if (!known) return unit;
  const [one, ofOne] = known;
  const form = rules.select(Math.abs(value));
  if (!Number.isInteger(value)) return ofOne;
  if (form === 'one') return of === 'genitive' ? ofOne : one;
  return form === 'few' && of === 'nominative' ? ofOne : unit;
}
