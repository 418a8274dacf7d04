import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { softHyphens } from './soft-hyphens.ts';

const shown = (text: string): string => softHyphens(text).replaceAll('\u00ad', '-');

it.each([
  ['проконсультированы', 'про-кон-суль-ти-ро-ваны'],
  ['Образовательные', 'Обра-зо-ва-тель-ные'],
  ['самодиагностика', 'само-ди-аг-нос-тика'],
  ['школа', 'школа'],
  ['не менее 90 % педагогов', 'не менее 90 % педагогов'],
])('«%s» may be divided as «%s»', (text, divided) => {
  expect(shown(text)).toBe(divided);
});

it('changes nothing of a text but where it may be divided, and leaves no letter alone', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'аеиоуыйьбвгдклмнпрстшщ -,5x'), maxLength: 60 }),
      (text) => {
        const divided = softHyphens(text);
        expect(divided.replaceAll('\u00ad', '')).toBe(text);
        for (const piece of divided.split(/[^а-яё\u00ad]+/iu))
          if (piece.includes('\u00ad')) {
            const parts = piece.split('\u00ad');
            expect(parts[0]!.length).toBeGreaterThanOrEqual(3);
            expect(parts.at(-1)!.length).toBeGreaterThanOrEqual(3);
          }
      },
    ),
  );
});
