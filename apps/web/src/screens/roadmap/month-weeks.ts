/** Weeks of a month (1 to 12), Monday first, as dates YYYY-MM-DD; days of other months are null. */
export function monthWeeks(year: number, month: number): (string | null)[][] {
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const before = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const two = (value: number): string => String(value).padStart(2, '0');
  const cells = [
    ...Array.from({ length: before }, () => null),
    ...Array.from({ length: days }, (_, day) => `${year}-${two(month)}-${two(day + 1)}`),
  ];
  return Array.from({ length: Math.ceil(cells.length / 7) }, (_, week) =>
    Array.from({ length: 7 }, (_none, day) => cells[week * 7 + day] ?? null),
  );
}

/** The month `by` months after a month YYYY-MM. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The month to open first: this one, or the nearest inside the years of the roadmap. */
export const firstMonth = (today: string, from: string, to: string): string =>
  (today < from ? from : today > to ? to : today).slice(0, 7);
