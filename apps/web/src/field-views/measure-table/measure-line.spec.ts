import { freshMeasures, measureLines } from './measure-line.ts';

const line = (more: object) => measureLines([{ measure: '1', title: 'Курсы', ...more }])[0]!;

it('reads lines of older drafts and of forms', () => {
  expect(measureLines([{ measure: 2.2, status: 'done' }, { status: 'wrong' }])).toMatchObject([
    { measure: '2.2', title: '', status: 'done' },
    { measure: '', status: null },
  ]);
  expect(measureLines(undefined)).toEqual([]);
});

it('puts answers over what the server says, keeps documents of both, and what was added by hand behind', () => {
  const known = [line({ measureId: 'a', status: 'overdue', documents: 'акт.pdf' }), line({ measureId: 'b' })];
  const answered = [
    line({ measureId: 'a', status: 'done', comment: 'Проведены', documents: '' }),
    line({ measureId: 'gone', status: 'done' }),
    line({ measure: '9', title: 'Своё', status: 'done' }),
  ];
  expect(freshMeasures(known, answered)).toMatchObject([
    { measureId: 'a', status: 'done', comment: 'Проведены', documents: 'акт.pdf' },
    { measureId: 'b', status: null },
    { measure: '9', title: 'Своё' },
  ]);
});
