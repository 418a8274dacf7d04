import { caseDataOf, joined } from './case-data.ts';

const form = {
  components: [
    {
      type: 'text',
      text: 'Средний балл {{scores.mean}}, {{if schoolName = null then "школа" else schoolName}}',
    },
    { type: 'textarea', key: 'remark', label: 'Замечание', conditional: { hide: '=decision != "return"' } },
    { type: 'radio', key: 'decision', label: 'Решение по «{{submission.link}}»' },
    { type: 'text', text: 'Предметы: {{string join(identification.biasSubjects, ", ")}}' },
  ],
};
const names = ['scores', 'schoolName', 'decision', 'submission', 'identification', 'remark'];

it('finds what a form shows of the case without asking it', () => {
  expect(caseDataOf(form, names)).toEqual({
    scores: { mean: null },
    schoolName: null,
    submission: { link: null },
    identification: { biasSubjects: null },
  });
});

it('keeps what was filled in when a form gets more fields', () => {
  expect(
    joined({ scores: { mean: '4' }, own: 1 }, { scores: { mean: null, sum: null }, more: null }),
  ).toEqual({
    scores: { mean: '4', sum: null },
    own: 1,
    more: null,
  });
});
