import fc from 'fast-check';
import { importPlan, importPlanText } from './index.ts';
import { planned, read } from './testing/compare.ts';
import { randomPlan, type PlannedDocument } from './testing/random-plan.ts';
import { renderDocx, renderXlsx, textStyles } from './testing/render-plan.ts';

describe('a plan is read as it was meant', () => {
  // Where empty cells leave no trace and headings no number, some rows cannot be told from each other.
  const lossy = 'one cell a line and nothing between';

  it.each(textStyles.filter(({ name }) => name !== lossy))('from $name', ({ render }) => {
    fc.assert(
      fc.property(randomPlan, (plan) => {
        expect(read(importPlanText(render(plan)))).toEqual(planned(plan));
      }),
      { numRuns: 25 },
    );
  });

  it(`from ${lossy}, as far as the rows are complete and the headings numbered`, () => {
    const { render } = textStyles.find(({ name }) => name === lossy)!;
    const complete = randomPlan.filter((plan) =>
      plan.sections.every(
        ({ number, measures }) =>
          number !== '' &&
          measures.every(({ term, result }) => term !== '' && (result !== '' || !hasResult(plan))),
      ),
    );
    fc.assert(
      fc.property(complete, (plan) => {
        expect(read(importPlanText(render(plan)))).toEqual(planned(plan));
      }),
      { numRuns: 25 },
    );
  });

  it('from a Word document and from a workbook', async () => {
    await fc.assert(
      fc.asyncProperty(randomPlan, async (plan) => {
        expect(read(await importPlan(await renderDocx(plan)))).toEqual(planned(plan));
        expect(read(await importPlan(await renderXlsx(plan)))).toEqual(planned(plan));
      }),
      { numRuns: 6 },
    );
  });
});

function hasResult(plan: PlannedDocument): boolean {
  return plan.columns.some(({ kind }) => kind === 'result');
}

describe('documents as offices write them', () => {
  it('an order with numbered paragraphs before its table gives only the rows of the table', () => {
    const plan = importPlanText(
      [
        'ПРИКАЗ',
        '15.09.2020\t№ 311',
        'ПРИКАЗЫВАЮ:',
        '1.\tУтвердить план мероприятий (приложение 1).',
        '2.\tРуководителям школ:',
        '2.1.\tразработать планы до 01.10.2020;',
        '2.2.\tназначить ответственных.',
        '3.\tКонтроль оставляю за собой.',
        'Начальник управления\tИ.И. Иванова',
        '',
        'Приложение 1',
        'План мероприятий на 2020-2021 учебный год',
        '№\tМероприятия\tСроки\tОтветственный\tПланируемый результат',
        '1. Работа со школами с низкими результатами',
        '1.1.\tПосещение уроков\tдекабрь 2020 – февраль 2021\tВРМЦ, школы-наставники\tСправка',
        '1.2.\tРепетиционный экзамен по математике, 9 класс\t15.12.2020\tКомитет по образованию\tАнализ',
        '2. Вновь открытые школы',
        '2.1.\tКонтрольная работа по русскому языку\t20-22 января 2021\tВРМЦ\t',
        '',
        'Начальник управления\tИ.И. Иванова',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, section, term }) => [number, section, term.text])).toEqual([
      ['1.1', '1. Работа со школами с низкими результатами', 'декабрь 2020 – февраль 2021'],
      ['1.2', '1. Работа со школами с низкими результатами', '15.12.2020'],
      ['2.1', '2. Вновь открытые школы', '20-22 января 2021'],
    ]);
    expect(plan.measures.every(({ items }) => items.length === 0)).toBe(true);
  });

  it('tables of indicators, pairs, results and staff are no measures', () => {
    const plan = importPlanText(
      [
        'Целевые показатели',
        '№\tНаименование показателя\tЕдиница измерения\t2020\t2021',
        '1\tДоля выпускников, сдавших ЕГЭ\t%\t97\t99',
        '2\tДоля школ с планами\t%\t50\t100',
        '',
        'План мероприятий',
        '№ п/п\tНаименование мероприятия\tСрок\tОтветственный',
        '1\tСеминар\tмай 2021\tУО',
        '2\tАудит\tиюнь 2021\tУО',
        '',
        'Список школ и кураторов',
        '№\tШкола\tКуратор\tТелефон',
        '1\tСОШ № 1\tИванова А.А.\t2-11-22',
        '2\tСОШ № 2\tПетрова Б.Б.\t2-11-23',
        '',
        'Результаты ЕГЭ',
        'Предмет\tУчастников\tСредний балл\tДоля',
        'Физика\t12\t51,3\t4',
      ].join('\n'),
    );
    expect(plan.measures.map(({ title }) => title)).toEqual(['Семинар', 'Аудит']);
    expect(plan.measures.every(({ items }) => items.length === 0)).toBe(true);
  });

  it('a column of numbers may have no name, and the columns be numbered', () => {
    const plan = importPlanText(
      [
        '\tМероприятие\tСрок проведения\tОтветственные',
        '1\t2\t3\t4',
        '1.\tСеминар\tмай 2021\tУО',
        '2.\tАудит\tиюнь 2021\tРМК',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, title, responsible }) => [number, title, ...responsible])).toEqual([
      ['1', 'Семинар', 'УО'],
      ['2', 'Аудит', 'РМК'],
    ]);
  });

  it('a plan by months takes its terms from the headings and says so', () => {
    const plan = importPlanText(
      [
        'План работы на 2020-2021 учебный год',
        '№\tМероприятие\tОтветственный',
        'Сентябрь',
        '1\tСтартовая диагностика\tрукoводители ОО',
        '2\tУтверждение списков\tУО',
        'Октябрь 2020',
        '1\tСеминар\tРМК',
      ].join('\n'),
    );
    expect(plan.measures.map(({ term }) => term.parts)).toMatchObject([
      [{ from: '2020-09-01', to: '2020-09-30', assumed: true }],
      [{ from: '2020-09-01' }],
      [{ from: '2020-10-01', to: '2020-10-31' }],
    ]);
    expect(plan.measures[0]!.problems.map(({ code }) => code)).toContain('term-from-heading');
  });

  it('three levels with gaps, and a fourth, keep their headings', () => {
    const plan = importPlanText(
      [
        '№\tМероприятие\tСроки\tОтветственные',
        '3\tКачество\t\t',
        '3.2\tОценка\t\t',
        '3.2.1\tДиагностика\tмай 2021\tУО',
        '3.2.4\tАнализ\tмай 2021\tУО',
        '3.5\tКадры\t\t',
        '3.5.1.1\tКурсы\tмай 2021\tРМК',
        '7\tИтоги\t\t',
        '7.1\tСовещание\tиюнь 2021\tУО',
      ].join('\n'),
    );
    expect(plan.measures.map(({ number, section }) => `${number}: ${section}`)).toEqual([
      '3.2.1: 3. Качество / 3.2. Оценка',
      '3.2.4: 3. Качество / 3.2. Оценка',
      '3.5.1.1: 3. Качество / 3.5. Кадры',
      '7.1: 7. Итоги',
    ]);
  });

  it('rows numbered past a thousand, years among them, keep their numbers', () => {
    const numbers = [995, 996, 997, 998, 999, 1000, 1001, 1897, 1898, 1899, 1900, 1901, 1902];
    const rows = numbers.map((number) => `${number}\tСеминар ${number}\tмай 2021\tУО`);
    const plan = importPlanText(['№\tМероприятие\tСрок\tОтветственный', ...rows].join('\n'));
    expect(plan.measures.map(({ number }) => Number(number))).toEqual(numbers);
  });

  it('a scanned table may have Latin letters and broken words in its header', () => {
    const plan = importPlanText(
      [
        'N п/п\t"Наименование меро-\nприятия"\tCpoк испoлнения\tOтветственный исполнитель',
        '1.\tСеминар\tмай 2021\tУО',
      ].join('\n'),
    );
    expect(plan.measures).toMatchObject([{ number: '1', title: 'Семинар', term: { text: 'май 2021' } }]);
  });

  it('cells merged over rows of a workbook give their value to each row, and say so', () => {
    const plan = importPlanText(
      '<table><tr><td>№</td><td>Мероприятие</td><td>Срок</td><td>Ответственный</td></tr>' +
        '<tr><td>1</td><td>Семинар</td><td rowspan="3">май 2021</td><td>УО</td></tr>' +
        '<tr><td>2</td><td>Аудит</td><td rowspan="2">РМК</td></tr>' +
        '<tr><td>3</td><td>Итоги</td></tr></table>',
    );
    expect(plan.measures.map(({ term, responsible }) => [term.text, ...responsible])).toEqual([
      ['май 2021', 'УО'],
      ['май 2021', 'РМК'],
      ['май 2021', 'РМК'],
    ]);
  });
});
