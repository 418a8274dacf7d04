import { describe, expect, it } from '@jest/globals';
import {
  type AnswerLine,
  answerOf,
  freshLines,
  isUnanswered,
  markOfLine,
  numberFrom,
  valueOfLine,
} from './answer-line.ts';

const line: AnswerLine = {
  ...{ code: '1', asks: 'value', title: 'Доля', plan: 'не менее 90 %', before: '—', note: '' },
  ...{ part: null, whole: null, value: 95, target: 'не менее 90 %', tolerance: 10 },
};

describe('a line of a round', () => {
  it('reads numbers as people type them and says what is none', () => {
    expect(['85,5', '1 200', '', '-3', 'много', '1,2,3'].map(numberFrom)).toEqual([
      85.5,
      1200,
      null,
      -3,
      undefined,
      undefined,
    ]);
  });

  it('marks a value at once and leaves a formula of its own to the server', () => {
    expect(markOfLine(line)?.mark).toBe('green');
    expect(markOfLine({ ...line, value: 50 })?.mark).toBe('red');
    expect(markOfLine({ ...line, value: null })).toBeUndefined();
    const parts = { ...line, asks: 'parts' as const, part: 9, whole: 10, value: null };
    expect([valueOfLine({ ...parts, plainShare: true }), valueOfLine(parts)]).toEqual([90, undefined]);
  });

  it('takes from a draft the answers and from the server all else', () => {
    const evidence = [{ id: 'e', name: 'протокол.pdf' }];
    const [fresh] = freshLines([{ ...line, value: null, evidence }], [{ ...line, value: 70, note: 'да' }]);
    expect(fresh).toMatchObject({ value: 70, note: 'да', evidence, target: 'не менее 90 %' });
  });

  it('is not answered by silence, but by a number or by a word of why there is none', () => {
    const silent = { ...line, value: null };
    const counted = { ...line, asks: 'nothing' as const };
    expect(isUnanswered([silent, silent, counted])).toBe(true);
    expect(isUnanswered([silent, line])).toBe(false);
    expect(isUnanswered([silent, { ...silent, note: 'Собраний не было' }])).toBe(false);
    expect([isUnanswered([counted]), isUnanswered([])]).toEqual([false, false]);
  });

  it('sends only the answer', () => {
    expect(answerOf({ ...line, evidence: [{ id: 'e', name: 'протокол.pdf' }] })).not.toHaveProperty(
      'evidence',
    );
  });
});
