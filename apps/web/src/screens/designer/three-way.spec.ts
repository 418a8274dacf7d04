import { describe, expect, it } from '@jest/globals';
import { threeWay } from './three-way.ts';

const base = `<process id="p">
  <userTask id="a" name="Сдать">
  </userTask>
  <userTask id="b" name="Проверить">
  </userTask>
  <endEvent id="e" name="Конец" />
</process>`;

describe('what two people made of one text', () => {
  it('is put together by itself where they changed different places', () => {
    const mine = base.replace('Сдать', 'Сдать план');
    const theirs = base.replace('Конец', 'План принят');
    const merged = threeWay(base, mine, theirs);
    expect(merged.clashes).toEqual([]);
    expect(merged.changed).toEqual({ mine: 1, theirs: 1 });
    expect(merged.text([])).toBe(base.replace('Сдать', 'Сдать план').replace('Конец', 'План принят'));
  });

  it('asks where both changed the same element, and takes what is chosen for each', () => {
    const mine = base.replace('Сдать', 'Сдать план').replace('Конец', 'Готово');
    const theirs = base.replace('Сдать', 'Отправить').replace('Конец', 'Принято');
    const merged = threeWay(base, mine, theirs);
    expect(merged.clashes.map(({ about }) => about)).toEqual(['«Сдать план»', '«Готово»']);
    expect(merged.text(['mine', 'theirs'])).toBe(
      base.replace('Сдать', 'Сдать план').replace('Конец', 'Принято'),
    );
    expect(merged.text(['theirs', 'mine'])).toBe(
      base.replace('Сдать', 'Отправить').replace('Конец', 'Готово'),
    );
  });

  it('is no question where both changed the same in the same way', () => {
    const same = base.replace('Конец', 'Готово');
    const merged = threeWay(base, same, same);
    expect([merged.clashes, merged.text([])]).toEqual([[], same]);
  });
});
