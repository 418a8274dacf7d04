const formats = new Map<string | undefined, Intl.DateTimeFormat>();

/**
 * The calendar day (`YYYY-MM-DD`) on which a moment falls in an IANA time zone, as «сегодня» means in a district; without a
 * zone, where the program runs (a browser: for its reader).
 */
export function dayIn(timeZone: string | undefined, moment: Date | number): string {
  let format = formats.get(timeZone);
  if (!format) {
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
    formats.set(timeZone, (format = new Intl.DateTimeFormat('en-CA', { timeZone, ...day })));
  }
  return format.format(moment);
}
