import { step } from '../steps.ts';
import { withoutEnd } from './without-end.ts';

/** What a column holds. `plan` is a value to reach; `other` is read over. */
export type ColumnKind =
  | 'number'
  | 'section'
  | 'title'
  | 'term'
  | 'term-start'
  | 'term-end'
  /** «Сроки, ответственные» in one cell. */
  | 'term-responsible'
  /** A month or a quarter: a sign in the cell says that the measure falls into it. */
  | 'term-mark'
  | 'responsible'
  | 'indicator'
  | 'result'
  | 'other';

/** Names of columns as documents write them; the first that matches wins, so the telling ones stand first. */
const names: readonly (readonly [ColumnKind, RegExp])[] = [
  [
    'number',
    /^(№+|n|no|nn|№ ?№|#)\.?( ?п ?[/\\|.]? ?п\.?)?$|^п ?[/\\|.]? ?п\.?( ?№)?$|^№+ ?(пункта|мероприятия|строки|стр|п\.?)|^(номер|пункт)( п.*)?$|^порядковый номер$|^код$/,
  ],
  ['term', /^(?:дата|дни|сроки?|время|период)\S*(?: и|,) место|^место(?: и|,) (?:дата|сроки?|время)/],
  [
    'other',
    /отметк|примечани|статус|объем|финансир|источник|стоимост|место (проведения|реализации)|^место$|целевая аудитория|категори.* участник|^участник(?!.*ответств)|аудитория|охват|контакт|формат|^форма( проведения| работы)?$|телефон|комментари/,
  ],
  ['term-start', /(дата|срок)\S* ?(начала|от|с)$|^начало( \S+){0,3}$|дата начала/],
  [
    'term-end',
    /(дата|срок)\S* ?(окончания|завершения|конца|по)$|^(окончание|завершение|конец)( \S+){0,3}$|дата (окончания|завершения)/,
  ],
  [
    'responsible',
    /^отв(етст?венн.*|етст?в?\S*|-\S+|\.?)$|^отв\.? (исполнител|лиц|за).*|^(со)?исполнител\S*( .*)?$|ответствен.*(исполнител|лиц|орган|за |$)|^(участники|исполнители)?,? ?(и )?ответственн|^кто$|^(субъект\S*|орган(ы|а|ов)?),? |^должностн\S+ лиц|^кто (проводит|отвечает|исполняет|делает|проверяет|контролирует|привлекается)|^организатор\S*|^проводит$|^организаци\S+-исполнител|^отв\S* (и )?исполнител/,
  ],
  [
    'term',
    /^(?:сроки?|дата|период)(?:[ ,(/]|$)|^(планируем\S+ |планов\S+ |примерн\S+ |контрольн\S+ )?(срок\S*|дата|даты|период\S*|время|когда|дедлайн|периодичность|частота|месяц|(к|до|в) как\S+ (срок\S*|дат\S*|числ\S*)|календарн\S+ срок\S*)( .*)?$/,
  ],
  [
    'indicator',
    /^kpi|показател|индикатор|(?:^|[\s/(])критери[ийеяю]|^(целев|планов)\S* (значени|уров)|^целев\S+ ориентир|измерител/,
  ],
  [
    'result',
    /результат|(?:^|\s)эффект(?!ивн)|^эффективность|^((ожидаем|планируем|конечн)\S* )?(итог\S*|выход\S*|продукт\S*)( .*)?$|^что (получ|будет|должно)|^где (подвод|подвед|слуша|рассматр|обсужд)|^(подведение|обсуждение) итогов|(вид|форма|наименование) (документа|отчет\S*|предъявления|представления)|^документ\S*|отчетн|подтвержда/,
  ],
  [
    'title',
    /мероприяти|содержани\S* (работ|деятельност|мероприят)|^содержание( контроля)?$|^(планируемая |основная )?деятельность$|^описание мер|^проводимая работа|^действи[яе]|наименование (работ|действ|меры)|^((комплекс|перечень|наименование|содержание|система|адресн\S+|основн\S+|конкретн\S+) )?мер[ыа]?( (поддержки|помощи|реагирования|по .*))?$|виды? (работ|деятельност)|^(управленческ\S+ )?(решени|действи)\S*$|перечень (мер|работ|действ)|^что (сделать|делаем)|^задани[ея]|^шаги?( по .*)?$|^основные действия|^наименование$|^тема$|^название$|^формы и (методы|виды)/,
  ],
  [
    'section',
    /^раздел\S*$|^направлени[ея]( \S+){0,5}$|^блок\S*$|^этап\S*$|^задач[аи]$|^модул\S*$|^(рисков\S+ )?фактор\S*( риска)?$|^риск(и|овый профиль)?$|^(\S+ )?(цель|проблема)$/,
  ],
];

/** What a column's name says it holds; nothing for a name not known. */
export function columnKind(name: string): ColumnKind | undefined {
  step();
  const lower = name.toLowerCase().replaceAll('ё', 'е');
  // A hyphen may divide a word at the end of a line, belong to it, or stay from the end of a line in converted text.
  const readings = /\p{L}-\s*\p{Ll}/u.test(lower)
    ? [
        lower.replace(/(\p{L})-\s*\n\s*(\p{Ll})/gu, '$1$2'),
        lower.replace(/(\p{L}-)\s*\n\s*(?=\p{Ll})/gu, '$1'),
        lower.replace(/(\p{Ll})-\s*(?=\p{Ll})/gu, '$1'),
      ]
    : [lower];
  // A narrow column tears words without a hyphen: «Ответственны» + «й», «Исполнит» + «ели».
  if (/\p{L}\n\p{Ll}/u.test(name)) readings.push(lower.replace(/(\p{L})\n(?=\p{Ll})/gu, '$1'));
  for (const reading of readings) {
    const text = withoutEnd(reading.replace(/\s+/g, ' '), '*:.;,').trim();
    if (!text || text.length > 120) return undefined;
    const kind = namesBoth(text) ? 'term-responsible' : names.find(([, pattern]) => pattern.test(text))?.[0];
    if (kind) return kind;
  }
  const tight = withoutEnd(lower.replace(/[\s-]+/g, ''), '*:.;,');
  return /\s/.test(lower) ? tornNames.find(([, pattern]) => pattern.test(tight))?.[0] : undefined;
}

/** Names whose letters a very narrow column tore apart anywhere: «Исп» + «олнитель». */
const tornNames: readonly (readonly [ColumnKind, RegExp])[] = [
  ['responsible', /^(?:ответственн|исполнител[ьи])/],
  ['title', /^(?:наименование|содержание)?мероприяти[еяй]/],
  ['term', /^сроки?(?:исполнения|реализации|проведения|выполнения)?$/],
  ['indicator', /^показател[ьи]/],
  ['result', /^(?:(?:ожидаемы|планируемы)[йе])?результаты?/],
];

/** «Сроки, ответственные», «Исполнитель / срок»: the column holds both. */
function namesBoth(name: string): boolean {
  const parts = name.split(/[,;/]| и /).map((part) => part.trim());
  const kinds = parts.map((part) => names.find(([, pattern]) => pattern.test(part))?.[0]);
  return parts.length === 2 && kinds.includes('term') && kinds.includes('responsible');
}
