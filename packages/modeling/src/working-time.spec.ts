import { compileExpression } from '@opora/engine';
import { NOON, play } from '@opora/engine/testing';
import './working-time.ts';

const evaluate = (text: string, variables: { [name: string]: unknown } = {}) =>
  compileExpression(text).evaluate(
    { get: (name) => variables[name] as never, names: () => Object.keys(variables) },
    { now: Date.UTC(2026, 4, 8, 9), timeZone: 'Europe/Moscow' },
  );

describe('working time in FEEL', () => {
  it.each([
    ['working days after(date("2025-12-30"), 1)', '2026-01-12'],
    ['working days after(today(), 1)', '2026-05-12'],
    ['end of working day(working days after(today(), 1))', '2026-05-12T18:00:00'],
    ['working days between("2026-05-08", "2026-05-12")', 1],
    ['is working day(today())', true],
    ['next working day(date: "2026-05-09")', '2026-05-12'],
    ['is working day("soon")', null],
  ])('%s gives %j', (text, result) => {
    expect(evaluate(text)).toBe(result);
  });

  it('is that of the place where a variable says so', () => {
    const place = { version: 1, days: [{ date: '2026-05-12', kind: 'off', source: 'Приказ 7' }] };
    expect(evaluate('working days after(today(), 1, place)', { place })).toBe('2026-05-13');
  });
});

describe('a timer in working days', () => {
  const late = (calendar: string): string => `
    start s
    user answer
    boundary late of=answer date="=end of working day(working days after(from, 2${calendar})${calendar})"
    end e
    s -> answer
    late -> e`;

  it.each([
    // 3 November is short, the 4th a holiday: the second day after the 2nd is the 5th.
    ['', '2026-11-05T18:00:00'],
    [', place', '2026-11-06T18:00:00'],
  ])('with the calendar «%s» is due at %s', async (calendar, at) => {
    const place = { version: 1, days: [{ date: '2026-11-05', kind: 'off', source: 'Приказ 7' }] };
    const one = await play(late(calendar), { variables: { from: '2026-11-02', place } });
    const due = Date.parse(`${at}Z`);
    one.pass(`PT${(due - NOON) / 60_000 - 1}M`);
    expect(one.status).toBe('active');
    one.pass('PT1M');
    expect(one.status).toBe('completed');
  });
});
