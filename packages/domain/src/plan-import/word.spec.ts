import fc from 'fast-check';
import { importPlan } from './index.ts';
import { planned, read } from './testing/compare.ts';
import { randomPlan } from './testing/random-plan.ts';
import { wordStyles } from './testing/render-word.ts';
import { box, p, tbl, tc, tr, wordFile } from './testing/word-xml.ts';

describe('a plan that Word stores in its own ways is read as it was meant', () => {
  it.each(wordStyles)('from $name', async ({ render, fits }) => {
    await fc.assert(
      fc.asyncProperty(fits ? randomPlan.filter(fits) : randomPlan, async (plan) => {
        expect(read(await importPlan(render(plan)))).toEqual(planned(plan));
      }),
      { numRuns: 6 },
    );
  });
});

const header = tr(['№ п/п', 'Мероприятие', 'Сроки', 'Ответственные'].map((name) => tc(p(name))));
const row = (number: string, title: string): string =>
  tr([number, title, 'май 2024', 'УО'].map((text) => tc(p(text))));

describe('a Word document', () => {
  it('gives automatic numbers in the column of names where there is none for numbers, and says so', async () => {
    const head = tr(['Мероприятие', 'Сроки', 'Ответственные'].map((name) => tc(p(name))));
    const own = (title: string, level: number): string =>
      tr([tc(p(title, { list: [1, level] })), tc(p('май 2024')), tc(p('УО'))]);
    const section = (title: string): string => tr([tc(p(title, { list: [1, 0] }), { span: 3 })]);
    const plan = await importPlan(
      wordFile(
        tbl(
          [head, section('Кадры'), own('Семинар', 1), own('Аудит', 1), section('Итоги'), own('Отчёт', 1)],
          [1, 1, 1],
        ),
        [{ id: 1, abstract: 1, levels: [{ text: '%1.' }, { text: '%1.%2.' }] }],
      ),
    );
    expect(plan.measures.map(({ number, section: under, title }) => [number, under, title])).toEqual([
      ['1.1', '1. Кадры', 'Семинар'],
      ['1.2', '1. Кадры', 'Аудит'],
      ['2.1', '2. Итоги', 'Отчёт'],
    ]);
  });

  it('counts a list that begins anew, and one that starts at another number', async () => {
    const auto = (id: number, title: string): string =>
      tr([tc(p('', { list: [id, 0] })), tc(p(title)), tc(p('май 2024')), tc(p('УО'))]);
    const plan = await importPlan(
      wordFile(tbl([header, auto(1, 'Семинар'), auto(1, 'Аудит'), auto(2, 'Отчёт')], [1, 1, 1, 1]), [
        { id: 1, abstract: 1, levels: [{ text: '%1)', start: 5 }] },
        { id: 2, abstract: 1, restart: 1 },
      ]),
    );
    expect(plan.measures.map(({ number }) => number)).toEqual(['5', '6', '1']);
  });

  it('reads a text box once, leaves out hidden and deleted text, and keeps a row that moved', async () => {
    const hidden =
      '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r><w:r><w:t>Аудит</w:t></w:r></w:p>';
    const moved =
      '<w:p><w:moveFrom w:id="1"><w:r><w:t>прежде</w:t></w:r></w:moveFrom><w:moveTo w:id="2"><w:r><w:t>Отчёт</w:t></w:r></w:moveTo></w:p>';
    const cells = (title: string): string => tr([tc(p('2')), tc(title), tc(p('июнь 2024')), tc(p('УО'))]);
    const plan = await importPlan(
      wordFile(
        box(p('Утверждён приказом')) +
          tbl([header, row('1', 'Семинар'), cells(hidden), cells(moved).replace('>2<', '>3<')], [1, 1, 1, 1]),
      ),
    );
    expect(plan.measures.map(({ number, title }) => `${number} ${title}`)).toEqual([
      '1 Семинар',
      '2 Аудит',
      '3 Отчёт',
    ]);
  });

  it('finds a row that leaves out its first columns by its place', async () => {
    const late = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${['Мастер-класс', 'июнь 2024', 'РМК'].map((text) => tc(p(text))).join('')}</w:tr>`;
    const plan = await importPlan(
      wordFile(tbl([header, row('1', 'Семинар'), late], [500, 3000, 2000, 2000])),
    );
    expect(plan.measures).toHaveLength(1);
    expect(plan.measures[0]!.items).toMatchObject([{ title: 'Мастер-класс', responsible: ['РМК'] }]);
  });

  it('tells of a measure over two rows that have terms and people of their own', async () => {
    const cell = (text: string, merge?: 'restart' | 'continue'): string =>
      tc(p(text), merge ? { merge } : {});
    const over = (
      merge: 'restart' | 'continue',
      number: string,
      title: string,
      term: string,
      who: string,
    ): string => tr([cell(number, merge), cell(title, merge), cell(term), cell(who)]);
    const plan = await importPlan(
      wordFile(
        tbl(
          [
            header,
            over('restart', '1', 'Диагностика', 'сентябрь 2024', 'УО'),
            over('continue', '', '', 'май 2025', 'РМК'),
            over('continue', '', '', 'сентябрь 2025', 'УО'),
            row('2', 'Семинар'),
          ],
          [500, 3000, 2000, 2000],
        ),
      ),
    );
    const [measure, after] = plan.measures;
    expect(measure).toMatchObject({
      title: 'Диагностика',
      term: { text: 'сентябрь 2024, май 2025, сентябрь 2025' },
      responsible: ['УО', 'РМК'],
      certainty: 'doubtful',
    });
    expect(measure!.term.parts).toHaveLength(3);
    expect(measure!.problems).toMatchObject([
      {
        code: 'several-terms',
        message: expect.stringContaining('«сентябрь 2024» — УО; «май 2025» — РМК; «сентябрь 2025» — УО'),
      },
    ]);
    expect(after!.problems).toEqual([]);
  });

  it('is refused in words where its XML is broken or nested without end', async () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(300);
    for (const body of ['<w:p><w:r></w:p>', deep + '</w:sdtContent></w:sdt>'.repeat(300)])
      await expect(importPlan(wordFile(body))).rejects.toMatchObject({ code: 'broken-file' });
  });
});
