import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { dayIn } from './local-day.ts';

/** Zones of Russian districts, from UTC+2 to UTC+12. */
const zones = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
];

describe('dayIn', () => {
  it.each(zones)('at one in the night in %s gives the day that has begun there', (zone) => {
    const night = DateTime.fromISO('2026-03-01T01:00:00', { zone });
    expect(night.toUTC().toISODate()).toBe('2026-02-28');
    expect(dayIn(zone, night.toMillis())).toBe('2026-03-01');
    expect(dayIn(zone, night.minus({ hours: 2 }).toJSDate())).toBe('2026-02-28');
  });

  it('is the day of the calendar on the wall, whatever the moment and the zone', () => {
    const moment = fc.date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        expect(dayIn(zone, at)).toBe(DateTime.fromJSDate(at, { zone }).toISODate());
      }),
    );
  });
});
