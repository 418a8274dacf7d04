import type { z } from 'zod';
import { programmeRemarks, programmeSchema } from './programme.ts';

type Programme = z.input<typeof programmeSchema>;

const valid: Programme = {
  id: 'demo',
  title: 'Программа',
  period: { from: '2023-04-20', to: '2024-12-31', text: '2023-2024 гг' },
  order: {
    kind: 'приказ',
    number: '1',
    date: '2023-04-20',
    authority: 'Управление',
    title: 'О плане',
    annexes: [],
    basis: [],
  },
  districts: [
    { id: 'north', name: 'Северный', region: 'Область', timeZone: 'Asia/Irkutsk' },
    { id: 'south', name: 'Южный', region: 'Область', timeZone: 'Asia/Irkutsk' },
  ],
  schools: [
    { id: 'school-1', name: 'Школа 1', shortName: 'Ш1', kind: 'СОШ', districtId: 'north', role: 'shnor' },
    { id: 'school-2', name: 'Школа 2', shortName: 'Ш2', kind: 'СОШ', districtId: 'south', role: 'partner' },
  ],
  pairs: [{ school: 'school-1', partner: 'school-2', crossDistrict: true }],
  riskFactors: [],
  blocks: [{ number: '1', title: 'Блок' }],
  measures: [
    { number: '1.1', block: '1', title: 'Семинар', responsible: ['УО'], term: { text: '' }, result: '' },
  ],
  users: [{ login: 'director-1', name: 'Директор', roles: [{ role: 'director', schoolId: 'school-1' }] }],
  deadlines: {},
};
const issues = (changes: Partial<Programme>): string[] =>
  (programmeSchema.safeParse({ ...valid, ...changes }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

it('takes a program whose references hold', () => {
  expect(issues({})).toEqual([]);
});

it.each<[string, Partial<Programme>, string]>([
  [
    'a pair with an unknown partner',
    { pairs: [{ school: 'school-1', partner: 'school-9', crossDistrict: false }] },
    'pairs.0.partner: no school «school-9»',
  ],
  [
    'a pair across districts that is not marked so',
    { pairs: [{ school: 'school-1', partner: 'school-2', crossDistrict: false }] },
    'pairs.0.crossDistrict: expected true: districts are «north» and «south»',
  ],
  [
    'a school that supports itself',
    { pairs: [{ school: 'school-1', partner: 'school-1', crossDistrict: false }] },
    'pairs.0: a school cannot be its own partner',
  ],
  [
    'a measure of an unknown block',
    { measures: [{ ...valid.measures[0]!, block: '7' }] },
    'measures.0.block: no block «7»',
  ],
  [
    'the same measure twice',
    { measures: [valid.measures[0]!, valid.measures[0]!] },
    'measures.1: «1.1» stands twice',
  ],
  [
    'a user of an unknown school',
    { users: [{ login: 'a', name: 'А', roles: [{ role: 'director', schoolId: 'school-9' }] }] },
    'users.0.roles.0.schoolId: no school «school-9»',
  ],
  [
    'a school of an unknown district',
    { schools: [{ ...valid.schools[0]!, districtId: 'west' }, valid.schools[1]!] },
    'schools.0.districtId: no district «west»',
  ],
  [
    'a period that ends before it starts',
    { period: { ...valid.period, to: '2022-01-01' } },
    'period.to: the programme ends before it starts',
  ],
])('refuses %s', (_what, changes, expected) => {
  expect(issues(changes)).toContain(expected);
});

const indicator = (target: string): Partial<Programme> => ({
  passport: { goal: 'Цель', tasks: [], indicators: [{ id: 'rest', title: 'Доля отдохнувших', target }] },
});

it('refuses an indicator whose plan cannot be read: where, what was expected, what to do', () => {
  const [issue, ...others] = issues(indicator('высокий уровень'));
  expect(others).toEqual([]);
  expect(issue).toContain('passport.indicators.0.target: план показателя «Доля отдохнувших» не читается');
  expect(issue).toContain('Ожидается, например, «не менее 90 %»');
  expect(issue).toContain('passport.facts');
});

it('takes a plan that leaves a choice, and says what was assumed', () => {
  const remarks = (target: string): string[] =>
    programmeRemarks(programmeSchema.parse({ ...valid, ...indicator(target) }));
  expect(remarks('не менее 80 %')).toEqual([]);
  expect(remarks('80 %')).toEqual([
    'Показатель «Доля отдохнувших»: план «80 %» прочитан как «не менее 80 %». Не сказано, не менее или не более: прочитано как «не менее». Проверьте его в «Мониторинге», вкладка «Показатели».',
  ]);
});
