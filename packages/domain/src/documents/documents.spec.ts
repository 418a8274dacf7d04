import { describe, expect, it } from '@jest/globals';
import mammoth from 'mammoth';
import PizZip from 'pizzip';
import { checkTemplate, spelling } from './check-template.ts';
import type { DocumentFacts } from './facts.ts';
import type { DocumentField } from './field.ts';
import { documentKind, documentKinds } from './kinds/index.ts';
import { makeDocument, prepareDocument } from './prepare-document.ts';
import { body, line, pack } from './ready-made.ts';
import { renderDocument } from './render-document.ts';
import { unfilled } from './unfilled.ts';

const textOf = async (docx: Buffer): Promise<string> =>
  (await mammoth.extractRawText({ buffer: docx })).value;
const fields = documentKind('partner-order')!.fields;
const templateOf = (...lines: string[]): Promise<Buffer> =>
  pack(
    'Шаблон',
    lines.map((one) => line(one)),
  );

describe('a ready-made template', () => {
  it.each(documentKinds.map(({ id, title }) => [title, id] as const))(
    '«%s» passes its own check',
    async (_title, id) => {
      const { template, fields: known } = documentKind(id)!;
      const { tags, problems } = await checkTemplate(await template(), known);
      expect(problems).toEqual([]);
      expect(tags).toContain('{@qr}');
      // Every field that a kind names is of use in its own template, but those of orders alone.
      const used = tags.map((tag) =>
        tag
          .replace(/[{}#@]/g, '')
          .split('|')[0]!
          .trim(),
      );
      const unused = (list: readonly DocumentField[]): string[] =>
        list.flatMap((field) => [
          ...(used.includes(field.name) ? [] : [field.name]),
          ...unused(field.of ?? []),
        ]);
      expect(unused(known.slice(12)).filter((name) => !['с', 'по', 'год', 'особое'].includes(name))).toEqual(
        [],
      );
    },
  );
});

describe('the check of a template', () => {
  it('takes tags with forms, lists and drawings where they belong', async () => {
    const content = await templateOf(
      '{подписант.должность|дательный} {подписант.имя | инициалы}',
      '{#пары}{номер}. {школа} — {партнёр}, {организация}{/пары}',
      '{@qr}',
    );
    expect((await checkTemplate(content, fields)).problems).toEqual([]);
  });

  it('names unknown fields, likely slips and wrong forms', async () => {
    const content = await templateOf(
      '{номр} {подписант.имя | звательный} {пары} {#организация}{/организация} {партнёр}',
    );
    const { problems } = await checkTemplate(content, fields);
    expect(problems.map(({ tag, message }) => [tag, message])).toEqual([
      ['{номр}', 'Поля «номр» здесь нет. Возможно, имелось в виду {номер}.'],
      ['{подписант.имя | звательный}', expect.stringContaining('Формы «звательный» нет')],
      ['{пары}', 'Поле «пары» пишется так: {#пары}…{/пары}.'],
      ['{#организация}', 'Поле «организация» пишется так: {организация}.'],
      ['{партнёр}', expect.stringContaining('Поля «партнёр» здесь нет')],
    ]);
  });

  it.each([
    ['{номер', 'нет закрывающей скобки'],
    ['номер}', 'нет открывающей скобки'],
    ['{#пары} {номер}', 'список не закончен'],
    ['{номер}{/пары}', 'нет начала'],
  ])('says in words what is wrong with «%s»', async (written, words) => {
    const { problems } = await checkTemplate(await templateOf(written), fields);
    expect(problems[0]!.message).toContain(words);
  });

  it('says where each mistake stands: the text around it, which of several, in a header too', async () => {
    const zip = new PizZip(
      await templateOf(
        'Номер: {номр}',
        'Исполнитель отдела общего образования комитета {исполнитель.фио}, {номр}',
      ),
    );
    zip.file(
      'word/header1.xml',
      '<w:hdr><w:p><w:r><w:t>Проект {заго</w:t></w:r><w:r><w:t xml:space="preserve">лвок}</w:t></w:r></w:p></w:hdr>',
    );
    const types = '[Content_Types].xml';
    const header = 'application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml';
    zip.file(
      types,
      zip
        .file(types)!
        .asText()
        .replace('</Types>', `<Override PartName="/word/header1.xml" ContentType="${header}"/></Types>`),
    );
    const { problems } = await checkTemplate(zip.generate({ type: 'nodebuffer' }) as Buffer, fields);
    expect(problems.map(({ tag, place }) => [tag, place]).sort()).toEqual([
      ['{заголвок}', 'в верхнем колонтитуле: «Проект {заголвок}»'],
      ['{исполнитель.фио}', '«…тель отдела общего образования комитета {исполнитель.фио}, {номр}»'],
      ['{номр}', '«Номер: {номр}»'],
      ['{номр}', '«…образования комитета {исполнитель.фио}, {номр}»'],
    ]);
    const open = await checkTemplate(
      await templateOf('{#пары}{номер}{/пары}', 'Пары: {#пары} {школа}'),
      fields,
    );
    expect(open.problems).toEqual([
      {
        tag: '{#пары}',
        message: 'Ошибка в разметке: список не закончен: нужен {/пары}.',
        place: '«Пары: {#пары} {школа}»',
      },
    ]);
    // Whoever mends a bracket learns at once of what else is wrong.
    const broken = await checkTemplate(
      await templateOf('Школа {партнр} и {номер', 'Приказ {номер | дательным}, {#пары}{номер}{/пары}'),
      fields,
    );
    expect(broken.problems.map(({ tag, place }) => [tag, place])).toEqual([
      ['{номер', '«Школа {партнр} и {номер»'],
      ['{партнр}', '«Школа {партнр} и {номер»'],
      ['{номер | дательным}', '«Приказ {номер | дательным}, {#пары}{номер}{/пары}»'],
    ]);
  });

  it('refuses what is no docx, macros and parts from elsewhere', async () => {
    const first = async (content: Buffer): Promise<string> =>
      (await checkTemplate(content, fields)).problems[0]!.message;
    expect(await first(Buffer.from('%PDF-1.4'))).toContain('не документ Word');
    const zip = new PizZip(await templateOf('{номер}'));
    zip.file('word/vbaProject.bin', 'x');
    expect(await first(zip.generate({ type: 'nodebuffer' }) as Buffer)).toContain('макросы');
    const other = new PizZip(await templateOf('{номер}'));
    other.file(
      'word/_rels/settings.xml.rels',
      '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/></Relationships>',
    );
    expect(await first(other.generate({ type: 'nodebuffer' }) as Buffer)).toContain('внешний файл');
    expect(await first(Buffer.alloc(5_000_001))).toContain('больше 5 МБ');
    const kindless = new PizZip(await templateOf('{номер}')).file('[Content_Types].xml', '<Types/>');
    expect(await first(kindless.generate({ type: 'nodebuffer' }) as Buffer)).toMatch(/^Это не обычный/);
    const long = new PizZip(await templateOf('{номер}')).file('word/document.xml', ' '.repeat(3_000_001));
    const packed = long.generate({ type: 'nodebuffer', compression: 'DEFLATE' }) as Buffer;
    expect(await first(packed)).toContain('слишком много данных');
  });
});

describe('what a document leaves blank', () => {
  const order = documentKind('school-list-order')!;
  it('is told by the titles of its fields, as far as the template uses them', async () => {
    const values = { основание: 'На основании плана', год: null, методика: '', школы: [{ номер: '1' }] };
    expect(await unfilled(order, null, values)).toEqual([
      'год, за который отобраны школы',
      'по какой методике отобраны',
    ]);
    expect(await unfilled(order, ['{год}', '{#школы}', '{номер}'], { ...values, школы: [] })).toEqual([
      'год, за который отобраны школы',
      'школы перечня',
    ]);
    expect(await unfilled(order, null, { ...values, год: '2031', методика: 'FED-30x2' })).toEqual([]);
  });
});

describe('a document', () => {
  const values = {
    организация: 'Управление образования',
    номер: '338',
    дата: '20 апреля 2023 г.',
    заголовок: 'О назначении <школ-партнёров> & прочем',
    подписант: { должность: 'начальник управления', имя: 'Покусаева Надежда Ивановна' },
    ссылка: 'https://opora.example/verify/abc',
    пары: [
      { номер: '1', школа: 'Мамаканская СОШ', партнёр: 'СОШ № 3', район: 'Бодайбинский район' },
      { номер: '2', школа: 'Артёмовская СОШ', партнёр: 'Тутурская СОШ', район: 'Жигаловский район' },
    ],
  };

  it('comes out of the template with its rows, its signature and blanks for what is not known', async () => {
    const docx = await renderDocument(await documentKind('partner-order')!.template(), values, {
      qr: { kind: 'qr', text: 'https://opora.example/verify/abc' },
    });
    const text = await textOf(docx);
    expect(text).toContain('УПРАВЛЕНИЕ ОБРАЗОВАНИЯ');
    expect(text).toContain('О назначении <школ-партнёров> & прочем');
    expect(text).toContain('№ 338');
    expect(text).toMatch(/Начальник управления\s+Н\.И\. Покусаева/);
    expect(text).toMatch(/1\s+Мамаканская СОШ\s+СОШ № 3\s+Бодайбинский район\s+2\s+Артёмовская СОШ/);
    expect(text).toContain('__________');
    expect(text).not.toMatch(/[{}]/);
    const zip = new PizZip(docx);
    const [picture] = zip.file(/word\/media\/opora-qr-\d+\.png/);
    expect(picture!.asUint8Array().subarray(1, 4)).toEqual(new Uint8Array([0x50, 0x4e, 0x47]));
    expect(zip.file('[Content_Types].xml')!.asText()).toContain('Extension="png"');
    expect(await checkTemplate(docx, [])).toEqual({ tags: [], problems: [] });
  });

  it('of a school has its chart as a part of Word and its names in the right case', async () => {
    const memo = await renderDocument(
      await documentKind('analytic-memo')!.template(),
      {
        школа: { название: 'СОШ № 1' },
        факторы: [{ номер: '1', название: 'Оснащение', значимость: 'высокая', основание: 'самооценка' }],
      },
      {
        диаграмма: {
          kind: 'bars',
          chart: { title: 'Факторы', most: 3, bars: [{ name: '1 & 2', value: 3 }] },
        },
      },
    );
    const zip = new PizZip(memo);
    expect(zip.file('word/charts/opora-chart-1.xml')!.asText()).toContain('<c:v>1 &amp; 2</c:v>');
    expect(zip.file('word/_rels/document.xml.rels')!.asText()).toContain('Target="charts/opora-chart-1.xml"');
    expect(await textOf(memo)).toMatch(/Оснащение\s+высокая\s+самооценка/);

    const agreement = await renderDocument(await documentKind('network-agreement')!.template(), {
      школа: { название: 'СОШ № 1', директор: { должность: 'директор', имя: 'Ковалёв Пётр Сергеевич' } },
      партнёр: { название: 'СОШ № 3', директор: { должность: 'директор', имя: 'Шевчук Анна Львовна' } },
    });
    expect(await textOf(agreement)).toContain(
      'в лице директора Ковалёва Петра Сергеевича и СОШ № 3 (далее — Партнёр) в лице директора Шевчук Анны Львовны',
    );
  });

  it('does not fill a row from outside of its list', async () => {
    const template = await pack('Шаблон', [line('{#пары}{номер} {основание}{/пары}')]);
    const docx = await renderDocument(template, {
      основание: 'приказ',
      пары: [
        { номер: '1', основание: null },
        { номер: '2', основание: '' },
      ],
    });
    expect((await textOf(docx)).trim()).toBe('1 __________2');
  });

  it('leaves no row where a list is empty', async () => {
    const docx = await renderDocument(
      await pack('Шаблон', [line('{#пары}'), body('{номер}. {школа}'), line('{/пары}'), line('конец')]),
      { пары: [] },
    );
    expect((await textOf(docx)).trim()).toBe('конец');
  });

  it('spells its fields as they are written in Word', () => {
    expect(fields.map(spelling)).toEqual(expect.arrayContaining(['{номер}', '{@qr}', '{#пары}…{/пары}']));
  });
});

describe('a document that is prepared', () => {
  const facts: DocumentFacts = {
    district: 'г. Бодайбо и район',
    authority: 'Управление образования',
    place: 'г. Бодайбо',
    basis: { kind: 'приказ', number: '338', date: '2023-04-20', title: 'План мероприятий' },
    signatory: { name: 'Горохов Павел Игнатьевич', post: 'начальник управления' },
    school: {
      name: 'Мамаканская средняя школа',
      shortName: 'Мамаканская СОШ',
      address: null,
      status: 'low-results',
      director: 'Илья Петрович Ковалёв',
    },
    partner: null,
    list: {
      method: 'Федеральная методика',
      year: 2024,
      schools: [{ name: 'Мамаканская СОШ', status: 'low-results', reasons: ['ВПР', 'ОГЭ'] }],
    },
    pairs: [
      {
        school: 'Мамаканская СОШ',
        partner: 'СОШ № 3',
        district: 'г. Бодайбо и район',
        from: '2023-04-20',
        to: null,
      },
    ],
    measures: [],
    votes: [
      {
        question: 'Утвердить пару',
        outcome: 'approve',
        counts: { approve: 2, reject: 1 },
        voters: [{ name: 'Горохов П.И.', role: 'член комитета' }],
      },
    ],
  };
  const prepared = (kind: string, variables = {}, given = {}) =>
    prepareDocument(documentKind(kind)!, { facts, variables, given });

  it('takes what the system knows and lets a person have the last word', () => {
    const order = prepared(
      'school-list-order',
      {},
      { заголовок: 'О перечне', подписант: { имя: 'Иванова Ольга Петровна' } },
    );
    expect(order.title).toBe('Приказ о перечне школ. О перечне');
    expect(order.values).toMatchObject({
      основание: 'На основании документа «План мероприятий» (приказ от 20 апреля 2023 г. № 338)',
      подписант: { должность: 'начальник управления', имя: 'Иванова Ольга Петровна' },
      год: '2024',
      школы: [{ номер: '1', название: 'Мамаканская СОШ', кластер: 'ШНОР', причины: 'ВПР; ОГЭ' }],
    });
  });

  it('is about the pair of its case, or about all pairs of the district', () => {
    expect(prepared('partner-order').values['пары']).toMatchObject([
      { школа: 'Мамаканская СОШ', партнёр: 'СОШ № 3', с: '20 апреля 2023 г.' },
    ]);
    const variables = { partner: { id: 'tutura', name: 'Тутурская СОШ', district: 'Жигаловский район' } };
    expect(prepared('partner-order', variables).values['пары']).toMatchObject([
      { партнёр: 'Тутурская СОШ', район: 'Жигаловский район' },
    ]);
  });

  it('counts votes and scores as the cases left them', () => {
    expect(prepared('committee-protocol').values['вопросы']).toMatchObject([
      { решили: 'утвердить', за: '2', против: '1', воздержались: '0' },
    ]);
    const last = { ...facts.votes[0]!, outcome: 'effective-mode', counts: { 'effective-mode': 3 } };
    const protocol = prepareDocument(documentKind('committee-protocol')!, {
      ...{ facts: { ...facts, votes: [last] }, variables: {}, given: {} },
    });
    expect(protocol.values['вопросы']).toMatchObject([
      { решили: 'признать, что школа вышла в эффективный режим', за: '3' },
    ]);
    const reviews = [
      {
        reviewer: 'expert1',
        scores: { relevance: 3, goals: 2, measures: 2, indicators: 1, resources: 0 },
        remark: 'Уточнить сроки',
      },
    ];
    const sheet = prepared('review-sheet', { reviews });
    expect(sheet.values).toMatchObject({
      итог: '8',
      заключение: 'Уточнить сроки',
      эксперт: { имя: 'expert1' },
    });
    expect(sheet.values['критерии']).toHaveLength(5);
    // What has not been looked at yet is left open, not told as a finding.
    expect(prepared('review-sheet', {}).values['итог'] ?? null).toBeNull();
    expect(prepared('analytic-memo', {}).values['значимые']).toBe('рисковый профиль ещё не составлен');
  });

  it('has number, date and signatory only when it is registered', async () => {
    const { values, drawings } = prepared('analytic-memo', {
      riskProfile: [
        {
          number: 1,
          name: 'Оснащение',
          label: 'высокая',
          significance: 'high',
          basis: 'самооценка, от 60 %',
        },
        { number: 7, name: 'Доля учеников с ОВЗ', label: 'средняя', significance: 'medium', basis: '' },
      ],
      diagnosisMemo: { summary: 'Мало учителей', causes: 'Отток', recommendations: 'Наставники' },
    });
    const before = await textOf(
      await makeDocument('analytic-memo', null, { values, drawings }, 'https://opora.example/verify/x'),
    );
    expect(before).toContain('№ __________');
    expect(before).toContain('Значимые факторы риска: оснащение; доля учеников с ОВЗ.');
    expect(before).toMatch(/средняя\s+—/);
    expect(before).toContain('самооценка, от 60\u00a0%');
    const after = await textOf(
      await makeDocument('analytic-memo', null, { values, drawings }, 'https://opora.example/verify/x', {
        number: '17',
        signedOn: '2031-10-05',
        signatory: 'Иванова Ольга Петровна',
        signatoryPost: 'директор центра',
      }),
    );
    expect(after).toContain('№ 17');
    expect(after).toContain('5 октября 2031 г.');
    expect(after).toMatch(/Директор центра\s+О\.П\. Иванова/);
    const sheet = await makeDocument('review-sheet', null, { values, drawings }, 'https://opora.example', {
      ...{ number: '18', signedOn: '2031-10-05', signatory: '', signatoryPost: '' },
    });
    expect(await textOf(sheet)).not.toContain('г..');
  });
});
