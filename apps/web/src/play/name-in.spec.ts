import { describe, expect, it } from '@jest/globals';
import { createTexts, translator } from '../i18n/index.ts';
import { nameIn } from './name-in.ts';

const t = translator(createTexts({}, 'ru'));

const diagram = (step: string): string =>
  `<process id="p"><task id="t" name="${step}"/><task id="u"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="s" targetRef="u"/></process>`;

describe('the name of an element', () => {
  it('is that of the nearest diagram where others have the same ids', () => {
    const diagrams = [diagram('Ждать ответа'), diagram('Открыть раунд')];
    expect([nameIn(diagrams, 't', t), nameIn(diagrams, 'f', t)]).toEqual(['Ждать ответа', 'Ждать ответа']);
    expect(nameIn([...diagrams].reverse(), 'f', t)).toBe('Открыть раунд');
  });

  it('is the kind of what nobody named, and the id of what no diagram has', () => {
    expect(['g', 'u', 'nowhere'].map((id) => nameIn([diagram('А')], id, t))).toEqual([
      'Шаг без названия',
      'Шаг без названия',
      'nowhere',
    ]);
  });
});
