import { inRussian, readerWords } from './problem-words.ts';

const jsonError = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
};

describe('what a reader says of a broken file', () => {
  it.each([
    [
      'unparsable content </bpmn:definitions> detected',
      'разметка оборвана или не закрыта: </bpmn:definitions>',
    ],
    ['unparsable content detected', 'разметка оборвана или не закрыта'],
    [
      'failed to parse document as <bpmn:Definitions>',
      'это не схема BPMN: в начале ожидается bpmn:definitions',
    ],
    [(jsonError('{"a": }') as Error).message, 'лишний знак «}»'],
    [(jsonError('{"a"') as Error).message, 'не хватает запятой, двоеточия или скобки'],
    [
      'the file cannot be read: unparsable content <bpmn:definitions',
      'разметка оборвана или не закрыта: <bpmn:definitions',
    ],
    ['something else', 'something else'],
  ])('is told in words: %s', (said, words) => {
    expect(readerWords(said)).toBe(words);
  });

  it('stands behind the finding that the file cannot be read, and nowhere else', () => {
    expect(inRussian('form', 'Unexpected end of JSON input')).toBe(
      'Форму нельзя прочитать (текст обрывается)',
    );
    expect(inRussian('bad-feel', 'Unexpected end of input')).toBe(
      'Выражение FEEL написано с ошибкой (Unexpected end of input)',
    );
  });

  it.each([
    [
      'rule 4, column "Средний балл": FEEL: "null" at character 6 of "< 1.5null" was not expected in SimplePositiveUnaryTest',
      'правило 4, столбец «Средний балл»: в записи «< 1.5null» не понято «null» (знак 6)',
    ],
    [
      'rule 2, column "Решение": FEEL: ""б"" at character 4 of ""а""б"" was not expected in Expression',
      'правило 2, столбец «Решение»: в записи «"а""б"» не понято «"б"» (знак 4)',
    ],
    [
      'column "Балл": FEEL: "x +" ends at character 4 where Expression should go on',
      'столбец «Балл»: запись «x +» обрывается',
    ],
    ['FEEL: an expression was expected, but the text is empty', 'запись пуста'],
    ['rule 3: something new', 'rule 3: something new'],
  ])('tells the place and the fault of an expression: %s', (said, words) => {
    expect(inRussian('bad-feel', said)).toBe(`Выражение FEEL написано с ошибкой (${words})`);
  });
});
