import { type TokenStream } from './tokens.ts';

const occasion =
  /входн[а-я]+|стартов[а-я]+|промежуточн[а-я]+|итогов[а-я]+|первичн[а-я]+|повторн[а-я]+|заключительн[а-я]+|контрольн[а-я]+|предварительн[а-я]+|диагностика|отчет|справка|анализ|приказ|протокол|план|семинар|совещание|педсовет|педагогический|совет|собрание|заседание|конференция|этапы?|срез|тур|[1-4]|мониторинг|контроль|разработка|утверждение|корректировка|подготовка|согласование|проведение|подведение|итог[а-я]*|-/;

const weekday = /понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс/;

/** Takes what stands behind a date and says no other: the time of day, the weekday, «текущего года». */
export function skipDetail(stream: TokenStream): boolean {
  const found = stream.attempt(() => {
    const bracket = stream.take(/\(/) !== undefined;
    stream.take(/,/);
    const said =
      hour(stream) || stream.take(weekday) !== undefined || except(stream) || (!bracket && thisYear(stream));
    return said && (!bracket || stream.take(/\)/)) ? true : undefined;
  });
  return found ?? false;
}

/** «кроме воскресенья», «за исключением каникул». */
function except(stream: TokenStream): boolean {
  return (
    stream.attempt(() => {
      if (!stream.take(/кроме/) && !stream.takeAll(/за/, /исключением/)) return undefined;
      return stream.take(/понедельника|вторника|среды|четверга|пятницы|субботы|воскресенья|выходных|каникул/);
    }) !== undefined
  );
}

/** «в 10.00», «14:30», «в 15 часов», «14.10-14.30». */
function hour(stream: TokenStream): boolean {
  const found = stream.attempt(() => {
    const at = stream.take(/в|с|к/) !== undefined;
    if (stream.take(/\d+[.:]\d+-\d+[.:]\d+/)) return true;
    const first = stream.number();
    if (!first || first.text.length > 2 || first.value > 24) return undefined;
    const mark = stream.take(/[:.]/)?.text;
    const minutes = mark ? stream.number() : undefined;
    const written = minutes?.text.length === 2 && (mark === ':' || minutes.value > 12 || minutes.value === 0);
    const named = stream.take(/час|часов|часа|ч/) !== undefined;
    if (named) stream.take(/\./);
    if (mark ? !written : !named) return undefined;
    return at || mark || named ? true : undefined;
  });
  return found ?? false;
}

function thisYear(stream: TokenStream): boolean {
  if (stream.takeAll(/[тс]/, /\./, /г/)) return (stream.take(/\./), true);
  return (
    stream.attempt(() => {
      if (!stream.take(/текущего|этого|настоящего|сего/)) return undefined;
      stream.take(/учебного|календарного/);
      return stream.take(/года/) ? true : undefined;
    }) ?? false
  );
}

/** Takes what a described term says of itself: «(год предположен)», «(по обычному календарю)». */
export function skipOwnWords(stream: TokenStream): 'no-year' | 'said' | undefined {
  return stream.attempt(() => {
    if (!stream.take(/\(/)) return stream.takeAll(/-/, /конец/, /раньше/, /начала/) ? 'said' : undefined;
    const said = stream.takeAll(/год/, /не/, /указан/)
      ? 'no-year'
      : stream.takeAll(/год/, /предположен/) || stream.takeAll(/по/, /обычному/, /календарю/)
        ? 'said'
        : undefined;
    return said && stream.take(/\)/) ? said : undefined;
  });
}

/** Takes a remark in brackets that only names the occasion: «октябрь (входной), май (итоговый)». */
export function skipRemark(stream: TokenStream): boolean {
  const found = stream.attempt(() => {
    if (!stream.take(/\(/)) return undefined;
    let words = 0;
    while (stream.take(occasion)) words += 1;
    return words > 0 && stream.take(/\)/) ? true : undefined;
  });
  return found ?? false;
}
