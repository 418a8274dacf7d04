/** Beginnings of a line that can be no words: the end of one that a narrow column tore («образовательн|ых организаций»). */
const endings = new Set(
  'ых их ого его ому ему ыми ими ый ий ая яя ое ее ые ие ой ей ую юю ов ев ам ям ами ями ах ях ния ний нии ние нию ция ции цию ций ость ости остью ного ной ных ным ными ную ным ская ский ского ской ских ские ские тия тие тий тель тели телей ников ники ник ность ности нность нности ство ства ству вание вания ваний лей ля ли ры ров ок ки ков лов дов тов нов сов щий щая щие щих'.split(
    ' ',
  ),
);

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
  /(?:но|ско|ко|лого|план|план[аы]?|онлайн|северо|юго|педагоги?|учител[ьяи]|школ[аы]|методисты?|мастер|блиц|социально)$/iu;

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
