import { withTwins } from './with-twins.ts';

const file = (path: string, label: string) => ({ path, label });
const kindOf = ({ path }: { path: string }): string => path.split('.').at(-1)!;

describe('withTwins', () => {
  it('finds files of one kind that are called the same', () => {
    const files = [
      file('a.form', 'Отчёт'),
      file('a-2.form', 'Отчёт'),
      file('a.dmn', 'Отчёт'),
      file('b.form', 'План'),
    ];
    const twins = withTwins(files, kindOf).filter(({ hasTwin }) => hasTwin);
    expect(twins.map(({ path }) => path)).toEqual(['a.form', 'a-2.form']);
  });

  it('asks the kind of each file a few times, however many there are', () => {
    let asked = 0;
    const files = Array.from({ length: 500 }, (_, n) => file(`${n}.form`, `Форма ${n % 400}`));
    const found = withTwins(files, (each) => ((asked += 1), kindOf(each)));
    expect(found.filter(({ hasTwin }) => hasTwin)).toHaveLength(200);
    expect(asked).toBeLessThanOrEqual(3 * files.length);
  });
});
