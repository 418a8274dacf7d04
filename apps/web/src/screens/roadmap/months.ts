/** The month `by` months after a month YYYY-MM. */
export function monthAfter(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

/** The month to open first: this one, or the nearest inside the years of the roadmap. */
export const firstMonth = (today: string, from: string, to: string): string =>
  (today < from ? from : today > to ? to : today).slice(0, 7);
