import { expect, it } from '@jest/globals';
import type { Json, Variables } from '@opora/engine';
import type { Database } from '@opora/store';
import { schoolRoadmap } from './school-roadmap.ts';

const known = (variables: Variables, current?: Json): Promise<Json | undefined> =>
  schoolRoadmap(undefined as unknown as Database, {
    ...{ schoolId: 's', districtId: 'd', caseId: 'c', rootId: 'c', variables, current },
  });
const measure = { title: 'Купить ноутбуки', term: 'до 01.10.2031', responsible: 'Директор' };
const antiRiskProgrammes: Json = [
  {
    factor: 'adaptability',
    programme: { indicators: 'Доля учеников на занятиях', measures: [measure, { title: '' }] },
  },
  { factor: 'unknown', programme: { measures: [measure] } },
];

it('numbers the measures of anti-risk programmes by their factor and gives them the only indicator', async () => {
  expect(await known({ antiRiskProgrammes })).toEqual([
    { number: '4.1', ...measure, indicator: 'Доля учеников на занятиях', result: '' },
  ]);
});

it('adds only what the roadmap does not have yet, and nothing where all is there', async () => {
  const own = { number: '1', title: 'Открытые уроки' };
  expect(await known({ antiRiskProgrammes }, [own, { title: null }])).toMatchObject([own, measure]);
  expect(await known({ antiRiskProgrammes }, [{ number: '7', title: 'Купить «ноутбуки»' }])).toBeUndefined();
  expect(await known({})).toBeUndefined();
});
