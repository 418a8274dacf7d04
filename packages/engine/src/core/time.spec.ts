import { addDuration, firstOfCycle, nextOfCycle, parseDate, TimeError } from './time.ts';

const at = (text: string): number => Date.parse(text);

describe('time', () => {
  test('reads dates with an offset as they are and others in the time zone', () => {
    expect(parseDate('2026-09-01T09:00:00+03:00', 'Asia/Irkutsk')).toBe(at('2026-09-01T06:00:00Z'));
    expect(parseDate('2026-09-01T09:00', 'Asia/Irkutsk')).toBe(at('2026-09-01T01:00:00Z'));
    expect(() => parseDate('01.09.2026', 'UTC')).toThrow(TimeError);
  });

  test('adds durations by the calendar of the time zone', () => {
    expect(addDuration(at('2026-01-31T00:00Z'), 'P1M', 'UTC')).toBe(at('2026-02-28T00:00Z'));
    expect(addDuration(at('2026-03-28T12:00+01:00'), 'P1D', 'Europe/Berlin')).toBe(
      at('2026-03-29T12:00+02:00'),
    );
    expect(() => addDuration(0, '1 day', 'UTC')).toThrow('expected an ISO 8601 duration');
  });

  test('counts the repetitions of a cycle down', () => {
    const first = firstOfCycle('R3/PT1H', 0, 'UTC');
    expect(first).toEqual({ due: 3_600_000, repeat: 2, cycle: 'PT1H' });
    const second = nextOfCycle(first, first.due, 'UTC')!;
    const third = nextOfCycle(second, second.due, 'UTC')!;
    expect(third).toEqual({ due: 10_800_000, repeat: 0, cycle: 'PT1H' });
    expect(nextOfCycle(third, third.due, 'UTC')).toBeUndefined();
  });

  test('begins a cycle at its date and repeats for ever without a number', () => {
    expect(firstOfCycle('R/2026-01-01T00:00Z/P1D', 0, 'UTC')).toEqual({
      due: at('2026-01-01T00:00Z'),
      repeat: -1,
      cycle: 'P1D',
    });
  });

  test('ends a cycle at its date, and takes the length of its first interval', () => {
    const first = firstOfCycle('R/PT1H/1970-01-01T02:30Z', 0, 'UTC');
    expect(first).toEqual({ due: 3_600_000, repeat: -1, cycle: 'PT1H', until: 9_000_000 });
    const second = nextOfCycle(first, first.due, 'UTC')!;
    expect(second.due).toBe(7_200_000);
    expect(nextOfCycle(second, second.due, 'UTC')).toBeUndefined();
    expect(firstOfCycle('R2/2026-01-01T00:00Z/2026-01-08T00:00Z', 0, 'UTC')).toEqual({
      due: at('2026-01-01T00:00Z'),
      repeat: 1,
      cycle: 'PT604800S',
    });
  });

  test('reads cron texts, with seconds or without', () => {
    const now = at('2026-09-01T12:00Z');
    expect(firstOfCycle('0 9 * * 1', now, 'UTC').due).toBe(at('2026-09-07T09:00Z'));
    expect(firstOfCycle('30 0 9 * * 1', now, 'UTC').due).toBe(at('2026-09-07T09:00:30Z'));
  });

  test.each(['R3', 'Rx/PT1H', 'R1/PT1H/PT1H/PT1H', 'R/PT0S', 'R2/-PT1H', 'R2/PT1H/1969-01-01', 'weekly'])(
    'refuses the cycle %s',
    (text) => {
      expect(() => firstOfCycle(text, 0, 'UTC')).toThrow(TimeError);
    },
  );
});
