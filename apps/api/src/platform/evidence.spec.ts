import { describe, expect, it } from '@jest/globals';
import PizZip from 'pizzip';
import { readEvidence } from './evidence.ts';

const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  Buffer.from('0000000100000001080600000000000000', 'hex'),
  Buffer.from('0000000049444154', 'hex'),
]);
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
const pdf = Buffer.from('%PDF-1.7\n1 0 obj');
/** An archive with these parts, as it is packed. */
const packed = (...parts: string[]): Buffer => {
  const zip = new PizZip();
  for (const part of parts) zip.file(part, '<a/>');
  return zip.generate({ type: 'nodebuffer' }) as Buffer;
};
const docx = packed('word/document.xml', '[Content_Types].xml');
const xlsx = packed('_rels/.rels', 'xl/workbook.xml', '[Content_Types].xml');
const text = Buffer.from('Протокол от 12 мая');

describe('a document that proves something', () => {
  it.each([
    ['приказ.pdf', pdf],
    ['Приказ.PDF', pdf],
    ['фото.png', png],
    ['фото.jpeg', jpeg],
    ['протокол.txt', text],
    ['Приказ № 5.2', pdf],
    ['приказ', pdf],
    ['справка.docx', docx],
    ['отчёт.xlsx', xlsx],
  ])('is taken under a name that fits: %s', async (name, content) => {
    expect(await readEvidence({ name, content })).toMatchObject({ name });
  });

  it('may be a text in the encoding of Notepad, and loses signs that turn the letters of its name', async () => {
    const ansi = Buffer.from([0xcf, 0xf0, 0xee, 0xf2, 0xee, 0xea, 0xee, 0xeb, 0x0d, 0x0a]);
    expect(await readEvidence({ name: 'протокол.txt', content: ansi })).toMatchObject({ kind: 'text/plain' });
    await expect(readEvidence({ name: 'протокол.dat', content: ansi })).rejects.toThrow('неизвестный файл');
    const name = `отчёт\u202etxt.exe`;
    await expect(readEvidence({ name, content: text })).rejects.toThrow('«.exe» открывается как программа');
    expect(await readEvidence({ name: 'отчёт\u202e.txt', content: text })).toMatchObject({
      name: 'отчёт.txt',
    });
  });

  it.each(['запуск.bat', 'страница.html', 'a.JS', 'ярлык.url'])(
    'is no text that opens as a program: %s',
    async (name) => {
      await expect(readEvidence({ name, content: text })).rejects.toThrow('открывается как программа');
    },
  );

  it.each([
    ['приказ.pdf', png, 'назван как pdf, а внутри png'],
    ['справка.docx', pdf, 'назван как docx, а внутри pdf'],
    ['фото.png', jpeg, 'назван как png, а внутри jpg'],
    ['отчёт.xlsx', text, 'назван как xlsx, а внутри простой текст'],
    ['отчёт.xlsx', docx, 'назван как xlsx, а внутри docx'],
    ['справка.txt', pdf, 'назван как txt, а внутри pdf'],
  ])('is refused under the name of another kind: %s', async (name, content, reason) => {
    await expect(readEvidence({ name, content })).rejects.toThrow(reason);
  });

  it.each([
    ['справка.docx', packed('[Content_Types].xml', 'фото/1.jpg')],
    ['справка.docx', packed('word/document.xml')],
    ['справки.zip', packed('1.docx', '2.docx')],
  ])('is no archive: %s', async (name, content) => {
    await expect(readEvidence({ name, content })).rejects.toThrow('Это архив, а не документ');
  });
});
