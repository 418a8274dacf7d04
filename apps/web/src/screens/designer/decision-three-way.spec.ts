import { describe, expect, it } from '@jest/globals';
import { fileDifferences } from '@opora/modeling';
import { readFileSync } from 'node:fs';
import { alikeXml } from './decision-text.ts';
import { decisionThreeWay } from './decision-three-way.ts';

const base = readFileSync(
  new URL('../../../../../workflows/expertise/decisions/expertise-recommendation.dmn', import.meta.url),
  'utf8',
);
const RULE = /\s*<rule [\s\S]*?<\/rule>/g;
const RULES = (text: string): string[] => [...text.match(RULE)!];
const rule = (text: string, at: number): string => text.match(RULE)![at]!;
const reason = (text: string, at: number, words: string): string =>
  text.replace(rule(text, at), (found) => found.replace(/(out-3">\s*<text>)[^<]*/, `$1&quot;${words}&quot;`));
const added = (text: string, after: number, id: string): string =>
  text.replace(
    rule(text, after),
    (found) => found + found.replaceAll(/id="[^"]*?(-(?:in|out)-\d)?"/g, `id="${id}$1"`),
  );
/** The differences in short: `changed 2` for a row, the words for anything else. */
const told = async (before: string, after: string): Promise<string[]> =>
  (await fileDifferences('a.dmn', before, after))!.map(({ kind, title, lines }) => {
    const [, row] = /правило (\d+)/.exec(title) ?? [];
    return row ? `${kind} ${row}` : lines.join();
  });

describe('what two people made of one decision table', () => {
  it('is put together where they changed different rows, added some and removed others', async () => {
    const mine = added(reason(base, 0, 'Моё'), 3, 'mine-new');
    const theirs = added(reason(base, 2, 'Чужое'), 0, 'theirs-new').replace(rule(base, 1), '');
    const merged = decisionThreeWay(base, mine, theirs)!;
    expect(merged.clashes).toEqual([]);
    expect(merged.changed).toEqual({ mine: 2, theirs: 3 });
    expect(await told(base, merged.text([]))).toEqual([
      'changed 1',
      'added 2',
      'changed 3',
      'added 5',
      'removed 2',
    ]);
  });

  it('loses no row where one side emptied the table', () => {
    const one = RULES(base)
      .slice(1)
      .reduce((text, row) => text.replace(row, ''), base);
    const none = one.replace(rule(one, 0), '');
    const grown = added(one, 0, 'theirs-new');
    const merged = decisionThreeWay(one, none, grown)!;
    expect(merged.clashes).toEqual([]);
    expect(merged.text([])).toContain('theirs-new');
    const clash = decisionThreeWay(one, none, reason(one, 0, 'Чужое'))!;
    expect(clash.clashes).toHaveLength(1);
    expect(clash.text(['theirs'])).toContain('Чужое');
    expect(clash.text(['mine'])).not.toContain('<rule');
  });

  it('is not put together by rows where one deleted the decision that the other changed', () => {
    const gone = base.replace(/\s*<decision [\s\S]*?<\/decision>/, '');
    expect(gone).not.toContain('<rule');
    expect(decisionThreeWay(base, gone, reason(base, 0, 'Чужое'))).toBeUndefined();
    expect(decisionThreeWay(base, reason(base, 0, 'Моё'), gone)).toBeUndefined();
  });

  it('asks about no row where one removed a column and the other changed a row', () => {
    const columns = base.match(/\s*<output [\s\S]*?(?:\/>|<\/output>)/g)!;
    const entries = /(<outputEntry[^>]*out-3"[\s\S]*?<\/outputEntry>)/g;
    const mine = base.replace(columns.at(-1)!, '').replace(entries, '');
    const theirs = base.replace('&gt;= 2.2', '&gt;= 2.3');
    expect([mine === base, theirs === base]).toEqual([false, false]);
    expect(decisionThreeWay(base, mine, theirs)!.clashes).toEqual([]);
  });

  it('asks for each row that both changed, and shows its cells', async () => {
    const mine = reason(reason(base, 0, 'Моё'), 1, 'Моё тоже');
    const theirs = reason(base, 0, 'Чужое').replace(rule(base, 1), '');
    const merged = decisionThreeWay(base, mine, theirs)!;
    expect(merged.clashes.map(({ row }) => [row!.number, row!.mine?.at(-1), row!.theirs?.at(-1)])).toEqual([
      [1, '"Моё"', '"Чужое"'],
      [2, '"Моё тоже"', undefined],
    ]);
    expect(merged.clashes[0]!.row!.columns).toEqual([
      'Средний балл',
      'Наименьший',
      'Решение',
      'Словами',
      'Пояснение',
    ]);
    const text = merged.text(['theirs', 'mine']);
    expect(await told(theirs, text)).toEqual(['added 2']);
    expect(await told(mine, merged.text(['mine', 'theirs']))).toEqual(['removed 2']);
  });

  it('gives rows of the one the column of the other', async () => {
    const mine = base
      .replace(
        /\s*<output id="expertise-recommendation-output-1"/,
        '<output id="more" label="Ещё" name="more" />$&',
      )
      .replaceAll(
        /\s*<outputEntry id="(\S+)-out-1">/g,
        '<outputEntry id="$1-more"><text>1</text></outputEntry>$&',
      );
    const theirs = added(reason(base, 1, 'Чужое'), 3, 'theirs-new');
    const merged = decisionThreeWay(base, mine, theirs)!;
    expect(merged.clashes).toEqual([]);
    const text = merged.text([]);
    expect(text.match(RULE)!.map((row) => row.match(/<outputEntry/g)!.length)).toEqual([4, 4, 4, 4, 4]);
    expect(text.match(/<text>1<\/text>/g)).toHaveLength(4);
    expect(await told(mine, text)).toEqual(['changed 2', 'added 5']);
  });

  it('asks in words where both gave the decision another name', async () => {
    const named = (name: string): string =>
      base.replace('" name="Рекомендация экспертов">', `" name="${name}">`);
    const merged = decisionThreeWay(base, named('Совет'), named('Вывод'))!;
    expect(merged.clashes).toHaveLength(1);
    const { texts } = merged.clashes[0]!;
    expect(await told(texts!.base, texts!.theirs)).toEqual(['название: «Рекомендация экспертов» → «Вывод»']);
    expect(merged.text(['theirs'])).toBe(named('Вывод'));
  });

  it('is nobody’s change where an editor only writes it in another way', () => {
    const rewritten = base
      .replaceAll('/>', ' />')
      .replace(' hitPolicy="UNIQUE"', '')
      .replaceAll('&quot;', '"')
      .replaceAll('<text>&lt; 1.5</text>', '<text><![CDATA[< 1.5]]></text>')
      .replace(/^ +/gm, '');
    expect(alikeXml(rewritten)).toBe(alikeXml(base));
    const merged = decisionThreeWay(base, rewritten, reason(base, 0, 'Чужое'))!;
    expect([merged.clashes, merged.changed]).toEqual([[], { mine: 0, theirs: 1 }]);
  });

  it('is left to a comparison of lines where rows have no ids', () => {
    expect(decisionThreeWay(base, base.replace(/<rule id="[^"]*"/, '<rule'), base)).toBeUndefined();
    expect(decisionThreeWay('<broken', base, base)).toBeUndefined();
  });
});
