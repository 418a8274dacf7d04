import { createTexts, translator } from '../i18n/index.ts';
import { readable, words } from './values.ts';
import { isTechnical, withRussianWords } from './variable-words.ts';

const t = translator(createTexts({}, 'ru'));
const labels = withRussianWords({ fields: { places: 'Мест' }, options: { action: { extend: 'Продлить' } } });
const read = (key: string, value: unknown) => readable(key, value, labels, t, 'ru-RU');

describe('readable', () => {
  it('says scalars in words', () => {
    expect(read('done', true)).toEqual({ kind: 'text', text: 'да' });
    expect(read('mean', 3.25)).toEqual({ kind: 'text', text: '3,25' });
    expect(read('date', '2023-06-30')).toEqual({ kind: 'text', text: '30.06.2023' });
    expect(read('vote', 'P14D')).toEqual({ kind: 'text', text: '14 дней' });
    expect(read('action', 'extend')).toEqual({ kind: 'text', text: 'Продлить' });
    expect(read('cluster', 'low-results')).toEqual({ kind: 'text', text: 'ШНОР' });
    expect(read('year', 2023)).toEqual({ kind: 'text', text: '2023' });
    expect(read('results', [{ year: 2023, participants: 1200 }])).toMatchObject({
      rows: [['2023', '1\u00a0200']],
    });
    expect(read('x', null)).toEqual({ kind: 'text', text: 'нет' });
  });
  it('makes a table of equal records and keeps deeper ones as records', () => {
    expect(read('results', [{ subject: 'Физика', mean: 3 }, { subject: 'Химия' }])).toEqual({
      kind: 'table',
      columns: [
        { key: 'subject', label: 'Предмет' },
        { key: 'mean', label: 'Средний балл' },
      ],
      rows: [
        ['Физика', '3'],
        ['Химия', 'нет'],
      ],
    });
    expect(read('memo', { places: 2, inner: { a: 1 } })).toMatchObject({
      kind: 'record',
      rows: [{ label: 'Мест' }, { value: { kind: 'record' } }],
    });
  });
});

it('puts columns and lines in the order of their form, whatever order the record has, and the others behind', () => {
  const form = {
    fields: { 'results.subject': 'Предмет', 'results.grade': 'Класс', 'results.participants': 'Писали' },
    options: {},
  };
  // As `jsonb` gives it: the shorter name first.
  const results = [{ mean: 3, grade: 9, subject: 'Физика', participants: 12 }];
  expect(readable('results', results, withRussianWords(form), t, 'ru-RU')).toMatchObject({
    columns: [{ key: 'subject' }, { key: 'grade' }, { key: 'participants' }, { key: 'mean' }],
    rows: [['Физика', '9', '12', '3']],
  });
  expect(readable('results', results[0], withRussianWords(form), t, 'ru-RU')).toMatchObject({
    rows: [{ key: 'subject' }, { key: 'grade' }, { key: 'participants' }, { key: 'mean' }],
  });
});

describe('readable of what forms and the system keep', () => {
  it('calls a field as its own form does, else as the word list does', () => {
    const own = withRussianWords({ fields: { 'partner.reason': 'Почему эта школа' }, options: {} });
    const partner = { id: 'mamakan', name: 'Мамаканская СОШ', reason: 'рядом' };
    expect(readable('partner', partner, own, t, 'ru-RU')).toMatchObject({
      rows: [{ label: 'Название' }, { label: 'Почему эта школа' }],
    });
    expect(readable('refused', { reason: 'далеко' }, own, t, 'ru-RU')).toMatchObject({
      rows: [{ label: 'Причина' }],
    });
  });
  it('leaves ids out where a name stands beside them', () => {
    expect(read('reviewers', [{ login: 'expert1', name: 'Ручьёва', schoolId: 'bodaibo-1' }])).toMatchObject({
      columns: [{ key: 'name' }],
      rows: [['Ручьёва']],
    });
    expect(read('only', { login: 'expert1' })).toMatchObject({ rows: [{ key: 'login' }] });
  });
});

describe('words', () => {
  it('opens up a name that nobody has explained', () => {
    expect(words('extraLessonsShare')).toBe('Extra lessons share');
  });
});

describe('isTechnical', () => {
  it('knows ids that only carry the case along', () => {
    expect([isTechnical('schoolId'), isTechnical('memo')]).toEqual([true, false]);
  });
});
