import { expect, it } from '@jest/globals';
import PizZip from 'pizzip';
import { TemplatePlaces } from './template-places.ts';

it('the places of very many tags are known within seconds', () => {
  const zip = new PizZip();
  const lines = Array.from(
    { length: 20_000 },
    (_, at) => `<w:p><w:r><w:t>Поле {поле${at}}</w:t></w:r></w:p>`,
  );
  zip.file('word/document.xml', `<w:body>${lines.join('')}</w:body>`);
  const begun = performance.now();
  const places = new TemplatePlaces(zip);
  const found = lines.map((_, at) => places.next(`{поле${at}}`));
  expect([new Set(found).size, found[19_999]]).toEqual([20_000, '«Поле {поле19999}»']);
  expect(performance.now() - begun).toBeLessThan(10_000);
});
