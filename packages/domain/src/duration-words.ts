const units = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
/** A unit in which durations are told. */
export type DurationUnit = (typeof units)[number];

const iso =
  /^(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * An ISO 8601 duration in words: P1DT2H is «1 день 2 часа», "1 day 2 hours"; undefined for any other text. The
 * accusative is for Russian «на 1 неделю», «через 1 минуту».
 */
export function durationWords(
  text: string,
  language: 'ru' | 'en',
  grammar: 'nominative' | 'accusative' = 'nominative',
): string | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, sign, ...amounts] = found;
  const given = units.flatMap((unit, at) => (amounts[at] ? [[unit, Number(amounts[at])] as const] : []));
  const told = given.filter(([, amount]) => amount > 0);
  const words = (told.length ? told : given.slice(-1)).map(([unit, amount]) =>
    amountWords(amount, unit, language, grammar),
  );
  return `${sign ? '−' : ''}${words.join(' ')}`;
}

function amountWords(amount: number, unit: DurationUnit, language: string, grammar: string): string {
  const words = new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'long',
    maximumFractionDigits: 9,
  })
    .format(amount)
    // Which space stands between them differs among versions of ICU.
    .replaceAll(/\s/g, ' ');
  // Only feminine words in the singular have an accusative of their own.
  return grammar === 'accusative'
    ? words.replace(/неделя$/, 'неделю').replace(/(минут|секунд)а$/, '$1у')
    : words;
}
