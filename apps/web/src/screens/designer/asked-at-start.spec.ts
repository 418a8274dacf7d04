import { askedAtStart } from './asked-at-start.ts';

const input = (name: string, type: string, required: boolean, title: string | null = null) => ({
  name,
  type,
  required,
  title,
  titleEn: title && `${title} (en)`,
});

it('asks for what a process needs and for simple values, in the language of the person', () => {
  const found = askedAtStart(
    [
      input('schoolId', 'string', true),
      input('results', 'array', false),
      input('plan', 'array', true),
      input('committeeSize', 'number', false, 'Сколько голосует'),
    ],
    'ru',
  );
  expect(found).toEqual([
    { name: 'plan', type: 'array', required: true },
    { name: 'committeeSize', type: 'number', required: false, label: 'Сколько голосует' },
  ]);
  expect(askedAtStart([input('n', 'number', false, 'Сколько')], 'en')).toMatchObject([
    { label: 'Сколько (en)' },
  ]);
});
