import { russianCalendar } from '@opora/domain/calendar';
import { createTexts, translator } from '../i18n/index.ts';
import { daysUntil, dueText, relative, urgency } from './dates.ts';

const t = translator(createTexts({}, 'ru'));
const now = Date.parse('2026-03-10T09:00:00Z');
const zone = 'Asia/Irkutsk';

describe('dueText', () => {
  it.each([
    ['2026-03-10T12:00:00Z', 'срок сегодня'],
    ['2026-03-11T01:00:00Z', 'срок завтра'],
    ['2026-03-13T01:00:00Z', 'осталось 3 дня'],
    ['2026-03-31T01:00:00Z', 'остался 21 день'],
    ['2026-03-10T08:00:00Z', 'срок истёк сегодня'],
    ['2026-03-05T08:00:00Z', 'просрочено на 5 дней'],
    ['2026-03-08T08:00:00Z', 'просрочено на 2 дня'],
  ])('for %s says «%s»', (due, expected) => {
    expect(dueText(due, now, t, zone)).toBe(expected);
  });
});

describe('dueText with a working calendar', () => {
  it.each([
    // Tuesday; before it lie the weekend and 9 March, taken for 8 March, a Sunday.
    ['2026-03-06T08:00:00Z', 'просрочено на 1 рабочий день'],
    ['2026-03-03T08:00:00Z', 'просрочено на 4 рабочих дня'],
  ])('for %s says «%s»', (due, expected) => {
    expect(dueText(due, now, t, zone, russianCalendar.workingDaysBetween)).toBe(expected);
  });
  it('counts no working day over a weekend', () => {
    const sunday = Date.parse('2026-03-15T09:00:00Z');
    const count = russianCalendar.workingDaysBetween;
    expect(dueText('2026-03-13T08:00:00Z', sunday, t, zone, count)).toBe(
      'срок истёк, рабочих дней ещё не прошло',
    );
  });
});

describe('daysUntil', () => {
  it('counts calendar days of the reader, not spans of 24 hours', () => {
    expect(daysUntil('2026-03-10T16:30:00Z', now, 'Asia/Irkutsk')).toBe(1);
    expect(daysUntil('2026-03-10T16:30:00Z', now, 'Europe/Moscow')).toBe(0);
  });
});

describe('urgency', () => {
  it('is overdue, soon, later or none', () => {
    expect(
      ['2026-03-09T00:00:00Z', '2026-03-12T00:00:00Z', '2026-04-12T00:00:00Z', null].map((due) =>
        urgency(due, now),
      ),
    ).toEqual(['overdue', 'soon', 'later', 'none']);
  });
});

describe('relative', () => {
  it('speaks as people do', () => {
    expect(relative('2026-03-10T08:40:00Z', now, 'ru')).toBe('20 минут назад');
    expect(relative('2026-01-01T09:00:00Z', now, 'ru')).toBe('2 месяца назад');
    expect(relative('not a date', now, 'ru')).toBe('');
  });
});
