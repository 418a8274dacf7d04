import { assessmentResultSchema } from './results.ts';

const work = {
  procedure: 'ВПР',
  subject: 'математика',
  grade: 5,
  year: 2023,
  participants: 10,
  belowMinimum: 4,
  mean: 3.1,
  districtMean: 3.4,
};

it('takes a work with fewer failures than participants', () => {
  expect(assessmentResultSchema.safeParse(work).success).toBe(true);
});

it('refuses more failures than participants', () => {
  expect(assessmentResultSchema.safeParse({ ...work, belowMinimum: 11 }).error?.issues[0]?.path).toEqual([
    'belowMinimum',
  ]);
});
