/** Beginnings of a line that can be no words: the end of one that a narrow column tore («образовательн|ых организаций»). */
const endings = new Set(
  'ых их ого его ому ему ыми ими ый ий ая яя ое ее ые ие ой ей ую юю ов ев ам ям ами ями ах ях ния ний нии ние нию ция ции цию ций ость ости остью ного ной ных ным ными ную ным ская ский ского ской ских ские ские тия тие тий тель тели телей ников ники ник ность ности нность нности ство ства ству вание вания ваний лей ля ли ры ров ок ки ков лов дов тов нов сов щий щая щие щих ные ный ная ное нные нный ция ация ации ацию аций ться тся ельных ельные ельным ельного льных льные льный тельных тельные'.split(
    ' ',
  ),
);

/** Endings of a piece that no whole word has: «руководител», «образовани». */
const cutOff =
  /(?:ител|ани|ени|аци|яци|ност|тельн|альн|[аея]нн|ческ|овск|тивн|сяч|дель|годн|дневн|артальн|сячн|ельн|ипал|ическ|етенц|етенци|угоди)$/iu;
/** Short words that may begin a line by themselves. */
const shortWords = new Set(
  'и в во на по с со к ко о об от до за из не ни у а но или для при под над без их его её ее что как год лет раз дня все всех обе два две три г гг п пп'.split(
    ' ',
  ),
);

/** Whether the beginning of a line goes on with the word at the end of the line before, though no hyphen says so. */
export function goesOn(before: string, after: string): boolean {
  const first = /^(\p{Ll}+)[.,;:)»]*$/u.exec(after)?.[1];
  if (!first || !/\p{L}{3}$/u.test(before)) return false;
  if (cutOff.test(before) || /^[ьъый]/u.test(first)) return true;
  return !shortWords.has(first) && (endings.has(first) || first.length <= 3);
}

/** Puts two pieces of one cell together that a page break tore apart. */
export function joinText(before: string, after: string): string {
  if (!before || !after) return before + after;
  const first = /^(\p{L}+)/u.exec(after)?.[1] ?? '';
  const last = /(\p{L}+)$/u.exec(before)?.[1] ?? '';
  if (/\p{L}-$/u.test(before) && /^\p{Ll}/u.test(after)) return `${before}${after}`;
  if (last.length > 2 && endings.has(first)) return `${before}${after}`;
  const sentence = /[.;:!?»)]$/.test(before) && /^[\p{Lu}\d«•·–—-]/u.test(after);
  return `${before}${sentence ? '\n' : ' '}${after}`;
}

/** First halves of words that keep their hyphen: «учебно-воспитательный», «план-график». */
const compounds =
  /(?:но|ско|ко|лого|план|план[аы]?|онлайн|северо|юго|педагоги?|учител[ьяи]|школ(?:[аыеу]|ами|ах)?|методисты?|мастер|блиц|социально)$/iu;

/** Puts words together that a narrow column divided at the end of a line: «меро-» + «приятия». */
export function unwrap(text: string): string {
  return text.replace(/(\p{L}{2,})-[^\S\n]*\n\s*(\p{Ll}+)/gu, (_, first: string, second: string) =>
    compounds.test(first) && second.length > 3 ? `${first}-${second}` : first + second,
  );
}

/** A hyphen at the end of a line of a term stands between two times: «август-» + «сентябрь». */
export function unwrapTerm(text: string): string {
  return text.replace(/(\S)([-–—])[^\S\n]*\n\s*/gu, '$1$2');
}
