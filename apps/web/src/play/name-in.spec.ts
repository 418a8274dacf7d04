import { describe, expect, it } from '@jest/globals';
import { nameIn } from './name-in.ts';

const diagram = (step: string): string =>
  `<process id="p"><task id="t" name="${step}"/><task id="u"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="s" targetRef="u"/></process>`;

describe('the name of an element', () => {
  it('is that of the nearest diagram where others have the same ids', () => {
    const diagrams = [diagram('Ждать ответа'), diagram('Открыть раунд')];
    expect([nameIn(diagrams, 't'), nameIn(diagrams, 'f')]).toEqual(['Ждать ответа', 'Ждать ответа']);
    expect(nameIn([...diagrams].reverse(), 'f')).toBe('Открыть раунд');
  });

  it('is the id of what nobody named', () => {
    expect(['g', 'u', 'nowhere'].map((id) => nameIn([diagram('А')], id))).toEqual(['u', 'u', 'nowhere']);
  });
});
