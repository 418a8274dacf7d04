import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { oporaModdle } from '@opora/engine/compile';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };
import { diagramChanges } from './diagram.ts';
import { fileDifferences } from './file.ts';
import { formChanges } from './form.ts';
import { propertyName } from './property-names.ts';
import { propertyWords } from './words.ts';

const read = (path: string): string => readFileSync(join(process.cwd(), 'workflows/expertise', path), 'utf8');
const diagram = read('expertise.bpmn');
const decision = read('decisions/expertise-recommendation.dmn');
const form = read('forms/expertise-vote.form');

describe('diagramChanges', () => {
  it('finds nothing between a diagram and itself', async () => {
    expect(await diagramChanges(diagram, diagram)).toEqual([]);
  });

  it('tells a new name, other groups and another condition of the elements that have them', async () => {
    const changed = diagram
      .replace(/(<bpmn:userTask id="vote" name=")[^"]*"/, '$1Второе голосование"')
      .replace(/(<bpmn:userTask id="vote".*?candidateGroups=")[^"]*"/s, '$1region"');
    const found = await diagramChanges(diagram, changed);
    expect(found).toMatchObject([{ elementId: 'vote', kind: 'changed', name: 'Второе голосование' }]);
    expect(found[0]!.properties.map(({ property, after }) => [property, after])).toEqual(
      expect.arrayContaining([
        ['name', 'Второе голосование'],
        ['zeebe:AssignmentDefinition/candidateGroups', 'region'],
      ]),
    );
  });

  it('tells what was added and removed, and what was only moved', async () => {
    const moved = diagram.replace(
      /(bpmnElement="vote"[^>]*>\s*<dc:Bounds x=")(\d+)/,
      (_, a: string, x: string) => `${a}${Number(x) + 40}`,
    );
    expect(await diagramChanges(diagram, moved)).toEqual([
      expect.objectContaining({ elementId: 'vote', kind: 'moved', properties: [] }),
    ]);
    const longer = diagram.replace(
      '</bpmn:process>',
      '<bpmn:userTask id="extra" name="Ещё шаг" /></bpmn:process>',
    );
    expect(await diagramChanges(diagram, longer)).toMatchObject([{ elementId: 'extra', kind: 'added' }]);
    expect(await diagramChanges(longer, diagram)).toMatchObject([{ elementId: 'extra', kind: 'removed' }]);
  });
});

describe('references of a diagram', () => {
  const flow = (id: string, from: string, to: string): string =>
    `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`;
  const draw = (attributes: string, flows: string, more = ''): string =>
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
      <message id="m1" name="Отчёт" /><message id="m2" name="Отчёт" />
      <process id="p"><startEvent id="s" name="Начало" /><exclusiveGateway id="g" ${attributes} />
      <endEvent id="yes" name="Да" /><endEvent id="no" name="Нет" />${flows}${more}</process></definitions>`;
  const flows = flow('f', 's', 'g') + flow('a', 'g', 'yes') + flow('b', 'g', 'no');
  const lines = async (before: string, after: string): Promise<string[]> =>
    (await fileDifferences('a.bpmn', before, after))!.map(({ title, lines }) => [title, ...lines].join(': '));

  it('are told by name: where a flow leads, which flow is the default', async () => {
    const before = draw('default="a"', flows);
    expect(await lines(before, draw('default="b"', flows))).toEqual([
      'изменено: развилка «g»: поток по умолчанию: «g → Да» → «g → Нет»',
    ]);
    const moved = flow('f', 's', 'g') + flow('a', 'g', 'no') + flow('b', 'g', 'no');
    expect(await lines(before, draw('default="a"', moved))).toEqual([
      'изменено: стрелка «g → Нет»: куда: «Да» → «Нет»',
    ]);
  });

  it('are told apart by id where two have one name', async () => {
    const wait = (message: string): string =>
      `<intermediateCatchEvent id="w" name="Ждать"><messageEventDefinition messageRef="${message}" /></intermediateCatchEvent>`;
    expect(await lines(draw('', flows, wait('m1')), draw('', flows, wait('m2')))).toEqual([
      'изменено: ожидание «Ждать»: сообщение: «Отчёт (m1)» → «Отчёт (m2)»',
    ]);
  });
});

describe('propertyWords', () => {
  it.each(
    [zeebe, oporaModdle].flatMap(({ types, prefix }) =>
      (types as { name: string; isAbstract?: boolean; properties?: { name: string; type: string }[] }[])
        .filter(({ isAbstract }) => !isAbstract)
        .flatMap(({ name, properties = [] }) =>
          properties
            .filter(({ type }) => /^(String|Boolean|Integer)$/.test(type))
            .map((property) => `${prefix}:${name}/${property.name}`),
        ),
    ),
  )('has a name in both languages for %s', (property) => {
    expect(propertyName(property, 'ru')).toMatch(/^[а-яё]/i);
    expect(propertyName(property, 'en')).toMatch(/^[a-z]/i);
  });

  it('tells durations in the words of the language', () => {
    const change = { property: 'bpmn:TimerEventDefinition/timeDuration', before: 'P1D', after: 'PT36H' };
    expect(propertyWords(change)).toBe('длительность: «1 день» → «36 часов»');
    expect(propertyWords(change, 'en')).toContain('«1 day» → «36 hours»');
  });
});

describe('values of properties', () => {
  const said = (property: string, before: string, after: string, language: 'ru' | 'en' = 'ru'): string =>
    propertyWords({ property, before, after }, language);

  it('are told as the designer calls them', () => {
    expect(said('type', 'textfield', 'radio')).toBe('вид поля: «строка текста» → «один из списка»');
    expect(said('hitPolicy', 'UNIQUE', 'COLLECT SUM')).toBe('правило выбора: «одно правило» → «сложить»');
    expect(said('zeebe:FormDefinition/bindingType', 'latest', 'deployment', 'en')).toBe(
      'binding: «the newest when the step is reached» → «the one deployed with this diagram»',
    );
    expect(said('zeebe:AssignmentDefinition/candidateGroups', 'director, council', 'expert')).toBe(
      'роли, которые могут взять: «директор школы, council» → «эксперт»',
    );
  });

  it('stay as they are written where they are expressions, or names that somebody has given', () => {
    expect(said('zeebe:AssignmentDefinition/candidateGroups', '=groups', 'constructor')).toBe(
      'роли, которые могут взять: «=groups» → «constructor»',
    );
    expect(said('name', 'UNIQUE', 'expert')).toBe('название: «UNIQUE» → «expert»');
  });
});

describe('formChanges', () => {
  it('tells a field that was added, removed, changed or moved', () => {
    const make = (...components: object[]): string => JSON.stringify({ id: 'f', components });
    const [a, b, c] = ['a', 'b', 'c'].map((key) => ({
      key,
      type: 'textfield',
      label: key.toUpperCase(),
      id: key,
    }));
    expect(formChanges(make(a!, b!), make(a!, b!, c!))).toMatchObject([{ field: 'c', kind: 'added' }]);
    expect(formChanges(make(a!, b!), make(b!))).toMatchObject([{ field: 'a', kind: 'removed' }]);
    expect(formChanges(make(a!, b!, c!), make(c!, a!, b!))).toMatchObject([{ field: 'c', kind: 'moved' }]);
    expect(formChanges(make(a!), make({ ...a, validate: { required: true } }))).toEqual([
      expect.objectContaining({
        kind: 'changed',
        properties: [{ property: 'validate.required', before: undefined, after: 'true' }],
      }),
    ]);
    expect(formChanges(form, form)).toEqual([]);
  });

  it('is told in the words of the form editor', async () => {
    const make = (component: object): string =>
      JSON.stringify({ id: 'f', components: [{ key: 'a', type: 'textfield', id: 'a', ...component }] });
    const [found] = (await fileDifferences(
      'a.form',
      make({ label: 'Повод' }),
      make({ label: 'Причина', validate: { required: true } }),
    ))!;
    expect(found!.lines).toEqual(['вопрос: «Повод» → «Причина»', 'обязательное: пусто → «да»']);
  });
});

describe('fileDifferences', () => {
  it('tells a changed cell, a new rule and a removed rule of a decision table by their number', async () => {
    const rules = decision.match(/<rule[\s>].*?<\/rule>/gs)!;
    const added = decision.replace(
      rules.at(-1)!,
      `${rules.at(-1)!}${rules[0]!.replace(/id="[^"]*"/g, (id) => `${id.slice(0, -1)}-new"`)}`,
    );
    expect(await fileDifferences('a.dmn', decision, added)).toMatchObject([
      { kind: 'added', title: expect.stringContaining(`правило ${rules.length + 1}`) },
    ]);
    const removed = decision.replace(rules[0]!, '');
    expect(await fileDifferences('a.dmn', decision, removed)).toMatchObject([
      { kind: 'removed', title: expect.stringContaining('правило 1') },
    ]);
    const other = decision.replace(
      rules[0]!,
      rules[0]!.replace(/(<outputEntry[^>]*>\s*<text>)[^<]*/, '$1"другое"'),
    );
    expect(await fileDifferences('a.dmn', decision, other)).toMatchObject([
      { kind: 'changed', lines: [expect.stringContaining('«"другое"»')] },
    ]);
  });

  it('tells a decision that was added, and another name of a decision or a column, once and in words', async () => {
    const renamed = decision
      .replace(
        'id="expertise-recommendation" name="Рекомендация экспертов"',
        'id="expertise-recommendation" name="Совет"',
      )
      .replace('label="Решение"', 'label="Итог"');
    expect(await fileDifferences('a.dmn', decision, renamed)).toEqual([
      {
        kind: 'changed',
        title: 'изменено: решение «Совет»',
        lines: ['название: «Рекомендация экспертов» → «Совет»'],
      },
      {
        kind: 'changed',
        title: 'изменено: решение «Совет»',
        lines: ['название ответа: «Решение» → «Итог»'],
      },
    ]);
    const more = decision.replace('<dmndi:DMNDI>', '<decision id="other" name="Ещё одно" /><dmndi:DMNDI>');
    expect(await fileDifferences('a.dmn', decision, more)).toEqual([
      { kind: 'added', title: 'добавлено: решение «Ещё одно»', lines: [] },
    ]);
    expect(await fileDifferences('a.dmn', more, decision, 'en')).toEqual([
      { kind: 'removed', title: 'removed: decision «Ещё одно»', lines: [] },
    ]);
  });

  it('speaks in words of the people who read it', async () => {
    const changed = diagram.replace(/(<bpmn:userTask id="vote".*?candidateGroups=")[^"]*"/s, '$1region"');
    const [found] = (await fileDifferences('a.bpmn', diagram, changed))!;
    expect(found!.title).toMatch(/^изменено: задача «/);
    expect(found!.lines).toEqual(['роли, которые могут взять: «член комитета» → «региональный оператор»']);
    const [english] = (await fileDifferences('a.bpmn', diagram, changed, 'en'))!;
    expect(english!.title).toMatch(/^changed: user task/);
    expect(english!.lines).toEqual(['candidate groups: «committee member» → «regional operator»']);
  });

  it('leaves broken and plain texts to a comparison of texts', async () => {
    expect(await fileDifferences('a.bpmn', diagram, '<broken')).toBeUndefined();
    expect(await fileDifferences('a.form', form, '{')).toBeUndefined();
    expect(await fileDifferences('a.md', 'a', 'b')).toBeUndefined();
  });
});
