import { type CalendarDay, type DayKind, productionYears, type WorkingCalendar } from '@opora/domain';

/** Years to choose from: all of which the days are known (programmes reach back to the first), and five that come. */
export function calendarYears(thisYear: number): string[] {
  const first = Math.min(productionYears[0]!.year, thisYear);
  return Array.from({ length: thisYear + 5 - first + 1 }, (_, index) => String(first + index));
}

/** Twelve months of a year, each as weeks of seven cells; a cell outside the month is null. */
export function yearGrid(year: number, calendar: WorkingCalendar): (CalendarDay | null)[][][] {
  return Array.from({ length: 12 }, (_, month) => {
    const first = new Date(Date.UTC(year, month, 1));
    const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
    const blank = (first.getUTCDay() + 6) % 7;
    const cells = Array.from({ length: Math.ceil((blank + days) / 7) * 7 }, (_each, index) => {
      const day = index - blank + 1;
      if (day < 1 || day > days) return null;
      return calendar.day(`${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    });
    return Array.from({ length: cells.length / 7 }, (_week, index) => cells.slice(index * 7, index * 7 + 7));
  });
}

/** The kind a day gets when it is chosen once more; back to what it is without an order of the place: undefined. */
export function nextKind(usual: DayKind, now: DayKind): DayKind | undefined {
  const order: DayKind[] = ['working', 'short', 'off'];
  const next = order[(order.indexOf(now) + 1) % order.length]!;
  return next === usual ? undefined : next;
}
