import { eventsPerRun, isImpatient, isLong } from './hand-over.ts';

const run = { updates: 0, events: 3, suggested: false, waits: () => 1 };

it('keeps a run that is short, and ends it by its updates or when the server suggests so', () => {
  expect(isLong(run, {})).toBe(false);
  expect(isLong({ ...run, updates: 1499 }, {})).toBe(false);
  expect(isLong({ ...run, updates: 1500 }, {})).toBe(true);
  expect(isLong({ ...run, updates: 2 }, { handOverAfter: 2 })).toBe(true);
  expect(isLong({ ...run, suggested: true }, {})).toBe(true);
});

it('ends a run by its events only where the case was started with that limit', () => {
  const long = { ...run, events: eventsPerRun + 10 };
  expect(isLong(long, {})).toBe(false);
  expect(isLong(long, { handOverAtEvents: eventsPerRun })).toBe(true);
  expect(isLong({ ...long, events: eventsPerRun - 1 }, { handOverAtEvents: eventsPerRun })).toBe(false);
});

it('leaves room for the waits that the next run opens again, so that runs do not chase each other', () => {
  const waits = () => 1000;
  expect(isLong({ ...run, events: 1100, waits }, { handOverAtEvents: 1000 })).toBe(false);
  expect(isLong({ ...run, events: 4000, waits }, { handOverAtEvents: 1000 })).toBe(true);
});

it('waits for connectors until far more updates have come', () => {
  expect(isImpatient({ updates: 1900 }, {})).toBe(false);
  expect(isImpatient({ updates: 1901 }, {})).toBe(true);
  expect(isImpatient({ updates: 403 }, { handOverAfter: 2 })).toBe(true);
});
