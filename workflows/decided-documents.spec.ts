import { readFileSync } from 'node:fs';

const form = (path: string): string => readFileSync(new URL(`./${path}.form`, import.meta.url), 'utf8');

describe('who decides on the documents of a school', () => {
  it.each([
    'mid-term-program/forms/pedagogical-council',
    'mid-term-program/forms/programme-approval',
    'expertise/forms/expert-review',
  ])('has them in the task: %s', (path) => {
    const text = form(path);
    for (const what of ['{{concept.goal}}', '{{programme.goal}}', 'antiRiskProgrammes return'])
      expect(text).toContain(what);
  });

  it('gets them without a link that the school would have to make', () => {
    const { components } = JSON.parse(form('mid-term-program/forms/programme-submission')) as {
      components: { components?: { key: string; validate?: { required?: boolean } }[] }[];
    };
    const link = components.flatMap((one) => one.components ?? []).find(({ key }) => key === 'link')!;
    expect(link.validate?.required ?? false).toBe(false);
  });
});
