import fc from 'fast-check';

/** A row of a made-up plan, as its author means it. */
export interface PlannedMeasure {
  number: string;
  title: string;
  term: string;
  responsible: string[];
  indicator: string;
  result: string;
}

/** A heading with the rows under it; `number` is empty where headings are not numbered. */
export interface PlannedSection {
  number: string;
  title: string;
  measures: PlannedMeasure[];
}

/** A made-up plan in the manner of municipal ones. */
export interface PlannedDocument {
  title: string;
  sections: PlannedSection[];
  /** Columns in the order of the document, with the names that it gives them. */
  columns: { kind: keyof PlannedMeasure; name: string }[];
}

const titles = [
  'Анализ результатов государственной итоговой аттестации за прошедший учебный год',
  'Проведение установочного семинара для школьных команд',
  'Назначение школ-партнёров и оформление договоров о сетевом взаимодействии',
  'Репетиционный экзамен по математике в 9 классах',
  'Разработка и утверждение дорожных карт общеобразовательных организаций',
  'Диагностика профессиональных дефицитов педагогов (анкетирование, самоанализ)',
  'Собеседование с руководителями школ по итогам полугодия',
  'Мониторинг посещаемости учащихся, состоящих на учёте',
  'Методические дни на базе школ-лидеров: открытые уроки, мастер-классы',
  'Контрольная работа по русскому языку в 11 классах',
  'Стажировки учителей математики и физики',
  'Организация консультаций для родителей (законных представителей)',
  'Заседание методического консилиума по вопросу «Объективность оценки»',
  'Внешний аудит внутренней системы оценки качества образования',
  'Курсы повышения квалификации «Функциональная грамотность: от теории к практике»',
  'Подготовка аналитической справки об итогах ВПР',
  'Выездная проверка организации индивидуальной работы с неуспевающими',
  'Совещание с заместителями директоров по учебно-воспитательной работе',
];
const terms = [
  'сентябрь 2020',
  'октябрь 2020 г.',
  'до 15.09.2020',
  '14.12.2020',
  'декабрь 2020 – февраль 2021',
  'в течение учебного года',
  'ежемесячно',
  '1 раз в четверть',
  'по графику',
  'февраль-март 2021 года',
  'постоянно',
  '2020-2021 учебный год',
  'август ежегодно',
  '10.11.2020, 12.04.2021',
  'ноябрь 2020, март 2021',
  'по плану работы ИМЦ',
  'не позднее 1 октября 2020 года',
  '1 полугодие 2020-2021 учебного года',
  'до 15 сентября 2020 г.',
  'сентябрь-октябрь',
  'ежеквартально, до 10 числа',
  'по отдельному графику',
  '1 раз в полугодие',
  '2020-2022 гг.',
  'IV квартал',
  'до начала учебного года',
  'по мере необходимости',
  'не позднее 5 рабочих дней после получения результатов',
  'апрель, ноябрь ежегодно',
  'август 2020 – май 2021',
  'весенние каникулы',
  '10.09.-20.09.2020',
  'в течение 2020-2021 уч. г.',
  'октябрь (входной), май (итоговый)',
  'Ежегодно',
];
const people = [
  'Комитет по образованию',
  'Управление образования',
  'РМК',
  'МКУ «Информационно-методический центр»',
  'руководители ОО',
  'Руководители РМО',
  'методисты ВРМЦ',
  'администрации школ',
  'школы-партнёры',
  'педагоги-психологи',
  'Иванова А.П.',
  'муниципальный координатор',
  'Школьные проектные команды',
  'МБОУ «СОШ № 3»',
  'кураторы ШНОР',
  'учителя-предметники',
];
const indicators = [
  'Доля педагогов, прошедших обучение, не менее 80 %',
  'Количество школ – 12',
  '100 % участников',
  'Снижение доли неуспевающих на 5 %',
];
const results = [
  'Повышение качества подготовки выпускников',
  'Приказ, аналитическая справка',
  'Рост доли обучающихся, преодолевших минимальный порог',
  'Адресные рекомендации школам. Корректировка планов',
  'Создание условий для профессионального роста',
];
const headings = [
  'Нормативно-правовое обеспечение',
  'Организационно-управленческие мероприятия',
  'Методическое сопровождение педагогических кадров',
  'Работа со школами с низкими образовательными результатами',
  'Повышение качества подготовки к ГИА',
  'Информационное обеспечение',
  'Работа с родителями и общественностью',
];
const names: { [kind in keyof PlannedMeasure]: string[] } = {
  number: ['№ п/п', '№', '№п/п', 'N п/п', '№№', '№ п\\п', 'п/п'],
  title: [
    'Наименование мероприятия',
    'Мероприятия',
    'Мероприятие',
    'Содержание деятельности',
    'Наименование мероприятий',
    'Содержание работы',
    'Комплекс мероприятий',
    'Вид деятельности, мероприятие',
    'Основные мероприятия',
    'Комплекс мер',
    'Меры поддержки',
    'Название мероприятия',
    'Действия',
    'Мероприятие, содержание работы',
  ],
  term: [
    'Сроки',
    'Срок',
    'Срок исполнения',
    'Сроки проведения',
    'Срок реализации',
    'Дата проведения',
    'Дата',
    'Сроки реализации мероприятия',
    'Период',
    'Период реализации',
    'Сроки исполнения',
    'Дата (период) проведения',
    'Месяц',
    'Когда',
  ],
  responsible: [
    'Ответственные',
    'Ответственный',
    'Исполнители',
    'Ответственные исполнители',
    'Ответственные лица',
    'Ответственный за исполнение',
    'Участники, ответственные',
    'Ответственные за проведение',
    'Исполнитель',
    'Ф.И.О. ответственного',
    'Организация-исполнитель',
    'Ответственный исполнитель (соисполнители)',
    'Кто отвечает',
  ],
  indicator: [
    'Показатели',
    'Индикатор',
    'Показатель результативности',
    'Целевой показатель',
    'Показатели эффективности',
    'Показатель',
    'Критерии',
    'Плановое значение',
  ],
  result: [
    'Ожидаемый результат',
    'Результат',
    'Планируемый результат',
    'Ожидаемые результаты',
    'Итоговый документ',
    'Форма отчётности',
    'Вид документа',
    'Форма представления результата',
    'Прогнозируемый результат',
    'Подтверждающий документ',
    'Выход',
  ],
};

const sample = (list: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...list);

const measure = fc.record({
  title: sample(titles),
  term: fc.oneof({ weight: 12, arbitrary: sample(terms) }, { weight: 1, arbitrary: fc.constant('') }),
  responsible: fc.uniqueArray(sample(people), { minLength: 1, maxLength: 3 }),
  indicator: sample(indicators),
  result: fc.oneof({ weight: 8, arbitrary: sample(results) }, { weight: 1, arbitrary: fc.constant('') }),
});

/** How rows are numbered. */
export type Numbering = 'plain' | 'restart' | 'levels' | 'deep' | 'gaps' | 'roman';

/** Plans of one to seven sections with two to six rows each. */
export const randomPlan: fc.Arbitrary<PlannedDocument> = fc
  .record({
    numbering: fc.constantFrom<Numbering>('plain', 'restart', 'levels', 'deep', 'gaps', 'roman'),
    sections: fc.array(fc.array(measure, { minLength: 2, maxLength: 6 }), { minLength: 1, maxLength: 7 }),
    withIndicator: fc.boolean(),
    withResult: fc.boolean(),
    order: fc.constantFrom(
      ['title', 'term', 'responsible'],
      ['title', 'responsible', 'term'],
      ['term', 'title', 'responsible'],
    ),
    name: fc.record({
      number: sample(names.number),
      title: sample(names.title),
      term: sample(names.term),
      responsible: sample(names.responsible),
      indicator: sample(names.indicator),
      result: sample(names.result),
    }),
  })
  .map(({ numbering, sections, withIndicator, withResult, order, name }) => {
    let counter = 0;
    const kinds = [
      'number',
      ...order,
      ...(withIndicator ? ['indicator'] : []),
      ...(withResult ? ['result'] : []),
    ] as (keyof PlannedMeasure)[];
    return {
      title: 'План мероприятий («дорожная карта») по повышению качества образования на 2020-2021 учебный год',
      columns: kinds.map((kind) => ({ kind, name: name[kind] })),
      sections: sections.map((measures, index) => {
        const own = index + 1;
        return {
          number:
            numbering === 'plain' || numbering === 'restart'
              ? ''
              : numbering === 'roman'
                ? `${['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'][index]}.`
                : `${own}.`,
          title: headings[index]!,
          measures: measures.map((one, row) => {
            counter += 1;
            const at = numbering === 'gaps' && row > 1 ? row + 2 : row + 1;
            const number = {
              plain: String(counter),
              restart: String(at),
              roman: String(at),
              levels: `${own}.${at}`,
              gaps: `${own}.${at}`,
              deep: `${own}.1.${at}`,
            }[numbering];
            return {
              ...one,
              number,
              indicator: withIndicator ? one.indicator : '',
              result: withResult ? one.result : '',
            };
          }),
        };
      }),
    };
  });
