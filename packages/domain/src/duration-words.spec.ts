import { durationWords } from './duration-words.ts';

describe('a duration in words', () => {
  it.each([
    ['P1D', '1 день', '1 day'],
    ['P13D', '13 дней', '13 days'],
    ['P22D', '22 дня', '22 days'],
    ['P1W', '1 неделя', '1 week'],
    ['P1Y6M', '1 год 6 месяцев', '1 year 6 months'],
    ['PT1H30M', '1 час 30 минут', '1 hour 30 minutes'],
    ['P2DT0H5M', '2 дня 5 минут', '2 days 5 minutes'],
    ['PT0.5S', '0,5 секунды', '0.5 seconds'],
    ['PT0S', '0 секунд', '0 seconds'],
    ['-P3D', '−3 дня', '−3 days'],
  ])('is told in both languages: %s', (text, ru, en) => {
    expect([durationWords(text, 'ru'), durationWords(text, 'en')]).toEqual([ru, en]);
  });

  it.each([
    ['P1W', '1 неделю'],
    ['PT21M', '21 минуту'],
    ['PT1S', '1 секунду'],
    ['P1DT2M', '1 день 2 минуты'],
    ['P5D', '5 дней'],
  ])('has the accusative that «на …» asks for: %s', (text, words) => {
    expect(durationWords(text, 'ru', 'accusative')).toBe(words);
  });

  it.each(['', 'P', 'PT', 'P1DT', 'P1H', 'R3/P1D', '2026-01-01', 'Pilot', 'три дня'])(
    'is not seen in other texts: «%s»',
    (text) => {
      expect(durationWords(text, 'ru')).toBeUndefined();
    },
  );
});
