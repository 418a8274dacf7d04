import { importPlanText } from './index.ts';

const read = (text: string): { rows: string[]; marked: number } => {
  const { measures } = importPlanText(text);
  return {
    rows: measures.map(({ number, section, title, term, responsible }) =>
      [number, section, title, term.text, responsible.join(' + ')].join(' | '),
    ),
    marked: measures.filter(({ certainty }) => certainty === 'doubtful').length,
  };
};

describe('a list without a table', () => {
  it('has terms and people on lines of their own, and headings between', () => {
    expect(
      read(
        [
          ...['План на 2024 год', 'I. Организация', '1. Создать группу', 'Срок: до 1 февраля 2024 г.'],
          ...[
            'Ответственный: УО',
            '2. Собрать заявки',
            'Срок: до 15 февраля 2024 г.',
            'Ответственные: ИМЦ; УО',
          ],
          ...['II. Обучение', '3. Провести семинар', 'Срок: март 2024 г.', 'Ответственный: ИМЦ'],
        ].join('\n'),
      ),
    ).toEqual({
      rows: [
        '1 | I. Организация | Создать группу | до 1 февраля 2024 г. | УО',
        '2 | I. Организация | Собрать заявки | до 15 февраля 2024 г. | ИМЦ + УО',
        '3 | II. Обучение | Провести семинар | март 2024 г. | ИМЦ',
      ],
      marked: 0,
    });
  });

  it.each([
    [
      'Мероприятие: Семинар\nСрок: май 2024\nОтветственный: ИМЦ',
      'Мероприятие: Отчёт\nСрок: июнь 2024\nОтветственный: УО',
    ],
    ['- Семинар. Срок: май 2024. Ответственный: ИМЦ', '- Отчёт. Срок: июнь 2024. Ответственный: УО.'],
  ])('may have no numbers: «%s»', (first, second) => {
    expect(read(`${first}\n${second}`).rows).toEqual([
      '1 |  | Семинар | май 2024 | ИМЦ',
      '2 |  | Отчёт | июнь 2024 | УО',
    ]);
  });

  it('may have more points than ninety-nine', () => {
    const points = Array.from(
      { length: 120 },
      (_, at) => `${at + 1}. Семинар ${at + 1}. Срок: май 2024. Ответственный: ИМЦ`,
    );
    const { rows } = read(points.join('\n'));
    expect(rows).toHaveLength(120);
    expect(rows.at(-1)).toBe('120 |  | Семинар 120 | май 2024 | ИМЦ');
  });

  it('has the terms of its headings where the points say none', () => {
    const points = ['Май', '- Семинар. Отв.: ИМЦ', '- Сбор данных. Отв.: УО', 'Июнь', '- Отчёт. Отв.: УО'];
    expect(read(`План на 2024 год\n${points.join('\n')}`).rows).toEqual([
      '1 | Май | Семинар | Май | ИМЦ',
      '2 | Май | Сбор данных | Май | УО',
      '3 | Июнь | Отчёт | Июнь | УО',
    ]);
  });

  it.each([
    ['1. Семинар – май 2024 – ИМЦ', '2. Отчёт – УО – июнь 2024'],
    ['1. Семинар (май 2024, ИМЦ)', '2. Отчёт (УО, июнь 2024).'],
  ])('without labels is read and every row marked: «%s»', (first, second) => {
    expect(read(`${first}\n${second}`)).toEqual({
      rows: ['1 |  | Семинар | май 2024 | ИМЦ', '2 |  | Отчёт | июнь 2024 | УО'],
      marked: 2,
    });
  });

  it.each([
    ['- Семинар прошёл в мае\n- Отчёт сдан'],
    ['1. Общие положения\n2. Порядок работы (далее – порядок)'],
  ])('of prose is no plan: «%s»', (text) => {
    expect(() => importPlanText(text)).toThrow('План мероприятий в файле не найден');
  });
});
