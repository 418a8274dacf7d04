import { describe, expect, it } from '@jest/globals';
import { threeWay } from './three-way.ts';

const base = `<process id="p">
  <userTask id="a" name="Сдать">
  </userTask>
  <userTask id="b" name="Проверить">
  </userTask>
  <endEvent id="e" name="Конец" />
</process>`;

describe('a file that an editor has written anew', () => {
  it('is not changed where only blanks before the end of empty tags differ', () => {
    const base = '<d name="Рекомендация">\n<v id="v"/>\n<r>1</r>\n</d>';
    const mine = '<d name="Рекомендация">\n<v id="v" />\n<r>1</r>\n<r>2</r>\n</d>';
    const theirs = base.replace('Рекомендация', 'Совет');
    const merged = threeWay(base, mine, theirs);
    expect([merged.clashes, merged.changed]).toEqual([[], { mine: 1, theirs: 1 }]);
    expect(merged.text([])).toBe(mine.replace('Рекомендация', 'Совет'));
  });
});

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
