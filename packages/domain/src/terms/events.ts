import { amount, slice, takeWords } from './phrases.ts';
import { readPoint } from './points.ts';
import { type TermPart } from './term.ts';
import { type TokenStream } from './tokens.ts';

/** «после проведения ВПР», «в дни каникул», «в течение 5 рабочих дней со дня приказа», «за 10 дней до экзамена». */
export function readEvent(stream: TokenStream, source: string): TermPart | undefined {
  return stream.attempt(() => {
    const start = stream.peek();
    if (!start) return undefined;
    const counted = stream.attempt(() => {
      const opens =
        stream.takeAll(/в/, /течени[еи]/) ||
        stream.takeAll(/не/, /позднее/) ||
        stream.take(/через|за|спустя/) !== undefined ||
        (/^\d/.test(stream.text(1)) && stream.text(2) === '-' && stream.take(/в/) !== undefined) ||
        (/[а-я]дневный|недельный|^месячный/.test(stream.text(1)) && stream.take(/в/) !== undefined);
      if (!opens) return undefined;
      stream.attempt(() => (stream.take(/,/), stream.take(/чем/)));
      stream.take(/через|за/);
      const named = stream.attempt(() => namedDays(stream));
      if (named) return { days: named };
      let count = amount(stream);
      if (count !== undefined && stream.take(/-/)) count = amount(stream) ?? count;
      // «в течение месяца со дня утверждения», «в течение недели»: one.
      const one =
        /^(дня|недели|месяца)$/.test(stream.text()) &&
        (stream.text() === 'недели' || /^(со|с|после|от)$/.test(stream.text(1)));
      count ??= one ? 1 : undefined;
      count ??= /^(день|неделю|месяц)$/.test(stream.text()) ? 1 : undefined;
      if (count === undefined) return undefined;
      stream.takeAll(/-/, /ти|и|х/);
      const working = stream.take(/рабоч[а-я]+/) !== undefined;
      stream.take(/календарн[а-я]+/);
      stream.attempt(() => (stream.take(/-/) ? stream.peek()?.text === 'дневный' || undefined : undefined));
      const of = stream.take(/день|дня|дней|дневный|недел[а-я]+|месяц[а-я]*/);
      if (!of) return undefined;
      stream.take(/срок/);
      const length = /недел/.test(of.text) ? 7 : /месяц/.test(of.text) ? 30 : 1;
      return { days: count * length, ...(working ? { working: true } : {}) };
    });
    const opens =
      counted !== undefined ||
      dayOfSomeMonth(stream) ||
      stream.takeAll(/каникулярн[а-я]+/, /время|период|дни/) ||
      stream.takeAll(/по/, /итогам|окончании|завершении|результатам|истечении|факту|мере/) ||
      stream.takeAll(/в/, /день|дни|ходе|период|момент|преддверии|каникул[а-я]+|каникулярн[а-я]+/) ||
      stream.takeAll(/во/, /время/) ||
      stream.takeAll(/в/, /сроки?/, /проведения|подготовки|сдачи/) ||
      stream.takeAll(/на/, /кажд[а-я]+/, /заседании|совещании|собрании|занятии|уроке|этапе/) ||
      stream.takeAll(/на/, /заседани[а-я]+|совещани[а-я]+|собрани[а-я]+|педсовет[а-я]*/) ||
      stream.takeAll(/на/, /момент|этапе/) ||
      stream.takeAll(/на/, /следующий/, /день/) ||
      stream.takeAll(/не/, /позднее|позже/, /следующего/, /дня/) ||
      stream.takeAll(/ко?/, /дню/) ||
      stream.take(/предметн[а-я]+|недел[яию]|декад[аы]|месячник[а-я]*/) !== undefined ||
      stream.takeAll(/со?/, /момента|дня|даты/) ||
      stream.takeAll(/в/, /кратчайш[а-я]+/, /срок[а-я]*/) ||
      stream.takeAll(/в/, /рабочем/, /порядке/) ||
      stream.take(
        /после|перед|при|одновременно|накануне|однократно|единовременно|разово|каникулы|незамедлительно|немедленно|срочно|своевременно|оперативно|ситуативно/,
      ) !== undefined ||
      (stream.take(/до/) !== undefined &&
        stream.take(
          /начала|проведения|окончания|завершения|получения|сдачи|экзамен[а-я]*|гиа|огэ|егэ|впр/,
        ) !== undefined);
    if (!opens) return undefined;
    // «по окончании I полугодия», «за месяц до начала учебного года»: the time is what it is tied to.
    stream.attempt(() => {
      const tied = counted
        ? stream.take(/до|после|перед/) !== undefined
        : relative.test(stream.tokens[stream.at - 1]!.text);
      if (!tied) return undefined;
      return readPoint(stream) ?? (stream.take(/окончани[яи]|начал[ао]м?/) && readPoint(stream));
    });
    takeWords(stream);
    return { kind: 'event', text: slice(source, start, stream), ...counted };
  });
}

/** Words after which a time is not the term, but what the term is counted from. */
const relative = /^(?:после|перед|накануне|окончании|завершении|истечении)$/;

const dayCounts = ['одно', 'двух', 'трех', 'четырех', 'пяти', 'шести', 'семи', 'восьми', 'девяти', 'десяти'];

/** «трёхдневный срок», «двухнедельный срок», «месячный срок» in days. */
function namedDays(stream: TokenStream): number | undefined {
  const word = stream.take(/[а-я]+дневный|[а-я]*недельный|месячный/)?.text;
  if (!word || !stream.take(/срок/)) return undefined;
  if (word === 'месячный') return 30;
  const count = dayCounts.indexOf(word.replace(/дневный|недельный/, '')) + 1;
  const length = word.endsWith('недельный') ? 7 : 1;
  return count > 0 ? count * length : word === 'недельный' ? 7 : undefined;
}

/** «до 10 числа», «не позднее 25 числа месяца, следующего за отчётным»: of which month, the rest of the term says or nobody. */
function dayOfSomeMonth(stream: TokenStream): boolean {
  const found = stream.attempt(() => {
    if (!stream.take(/до|к/) && !stream.takeAll(/не/, /позднее|позже/)) return undefined;
    const day = stream.number();
    if (!day || day.value < 1 || day.value > 31) return undefined;
    stream.takeAll(/-/, /го|ого|му/);
    if (!stream.take(/числ[ау]/)) return undefined;
    stream.take(/месяца/);
    stream.attempt(() => (stream.take(/,/), stream.take(/следующего/)));
    return true;
  });
  return found ?? false;
}
