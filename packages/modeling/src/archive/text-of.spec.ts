import { nameOf, NoText, textOf } from './text-of.ts';

/** A text as Windows wrote Russian: Cyrillic letters from 0xC0 on. */
const windows = (text: string): Uint8Array =>
  Uint8Array.from(text, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
  });

it('reads a file by the encoding that it names, and names UTF-8 from then on', () => {
  expect(textOf(windows('<?xml version="1.0" encoding="windows-1251"?><a b="Проверка"/>'))).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><a b="Проверка"/>',
  );
});

it('reads a file that names another encoding than it has, and one that names none', () => {
  expect(textOf(windows('<?xml version="1.0" encoding="UTF-8"?><a b="Проверка"/>'))).toContain('Проверка');
  expect(textOf(windows('Проверка'))).toBe('Проверка');
  expect(textOf(new TextEncoder().encode('<a b="Проверка"/>'))).toBe('<a b="Проверка"/>');
});

it('reads sixteen bits by the first two bytes and takes a byte order mark away', () => {
  const wide = Uint8Array.from([
    0xff,
    0xfe,
    ...[...'Да'].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
  ]);
  expect(textOf(wide)).toBe('Да');
  expect(textOf(new TextEncoder().encode('\uFEFFДа'))).toBe('Да');
});

it('refuses bytes that are no text', () => {
  expect(() => textOf(Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0, 0, 0]))).toThrow(NoText);
});

it('reads names in archives that Windows made', () => {
  expect(nameOf(String.fromCharCode(0x91, 0xe5, 0xa5, 0xac, 0xa0) + '.bpmn')).toBe('Схема.bpmn');
  expect(nameOf('plain.bpmn')).toBe('plain.bpmn');
  expect(nameOf('Схема.bpmn')).toBe('Схема.bpmn');
});
