import { compile } from '../compile.ts';
import { diagram } from '../testing/index.ts';

const drawn = diagram('start s\nuser t\nend e\ns -> t -> e');
const first = async (xml: string): Promise<unknown> => (await compile(xml)).problems[0];

describe('a BPMN file', () => {
  test('may have blanks around its ids and references, and several lists of extensions', async () => {
    const loose = drawn
      .replace('id="t"', 'id=" t "')
      .replace('targetRef="e"', "targetRef='e '")
      .replace(
        '</bpmn:userTask>',
        '<bpmn:extensionElements><zeebe:assignmentDefinition assignee="a"/></bpmn:extensionElements></bpmn:userTask>',
      );
    const { models, problems } = await compile(loose);
    expect(problems).toEqual([]);
    expect(models[0]!.nodes.t).toMatchObject({ task: { assignee: { text: 'a' } } });
    expect(models[0]!.flows['t-to-e']).toMatchObject({ source: 't', target: 'e' });
  });

  test('keeps the blanks in expressions that look like ids', async () => {
    const condition = '= kind = "a" and id = " b "';
    const told = drawn
      .replace(
        / id="t-to-e" ([^>]*)\/>/,
        ` id="t-to-e" $1><bpmn:conditionExpression>${condition}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
      )
      .replace(
        '</bpmn:userTask>',
        `<bpmn:extensionElements><zeebe:assignmentDefinition assignee='= if id = " b " then "c" else "d"'/></bpmn:extensionElements></bpmn:userTask>`,
      );
    const { models } = await compile(told);
    expect(models[0]!.flows['t-to-e']).toMatchObject({ condition: { feel: condition.slice(1).trim() } });
    expect(models[0]!.nodes.t!.task!.assignee).toEqual({ feel: 'if id = " b " then "c" else "d"' });
  });

  test.each<[string, string, object]>([
    [
      'a document type',
      drawn.replace('?>', '?>\n<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      { rule: 'xml', line: 2 },
    ],
    [
      'another encoding',
      drawn.replace('UTF-8', 'windows-1251'),
      { rule: 'xml', line: 1, message: expect.stringContaining('found windows-1251') },
    ],
    [
      'another namespace',
      drawn.replace('http://www.omg.org/spec/BPMN/20100524/MODEL', 'http://example.org/other'),
      { severity: 'error' },
    ],
    ['no XML at all', 'Dear colleagues', { rule: 'xml', severity: 'error' }],
    ['nothing', '', { rule: 'xml', severity: 'error' }],
    ['an end before its end', drawn.slice(0, -40), { severity: 'error' }],
    [
      'two elements with one id',
      drawn.replace('id="e"', 'id="t"'),
      { rule: 'duplicate-id', severity: 'error' },
    ],
    [
      'a flow to nowhere',
      drawn.replace('targetRef="e"', 'targetRef="x"'),
      { rule: 'missing-reference', elementId: 't-to-e', message: expect.stringContaining('«x»') },
    ],
    [
      'two markers on one activity',
      drawn.replace(
        '</bpmn:userTask>',
        `${'<bpmn:standardLoopCharacteristics/>'}<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics></bpmn:userTask>`,
      ),
      { rule: 'given-twice', elementId: 't', message: expect.stringContaining('loopCharacteristics') },
    ],
    [
      'two conditions on one flow',
      drawn.replace(
        / id="t-to-e" ([^>]*)\/>/,
        ` id="t-to-e" $1>${'<bpmn:conditionExpression>true</bpmn:conditionExpression>'.repeat(2)}</bpmn:sequenceFlow>`,
      ),
      { rule: 'given-twice', elementId: 't-to-e' },
    ],
  ])('with %s is refused with the place', async (_, xml, problem) => {
    expect(await first(xml)).toMatchObject(problem);
    expect((await compile(xml)).models).toEqual([]);
  });

  const around = (inside: string, roots = ''): string =>
    drawn
      .replace('<bpmn:process', `${roots}<bpmn:process`)
      .replace('</bpmn:process>', `${inside}</bpmn:process>`);
  const event = (definition: string): string =>
    `<bpmn:intermediateThrowEvent id="x">${definition}</bpmn:intermediateThrowEvent>`;
  const boundary = (host: string): string =>
    `<bpmn:boundaryEvent id="x" attachedToRef="${host}"><bpmn:errorEventDefinition/></bpmn:boundaryEvent>`;
  const inner =
    '<bpmn:subProcess id="sub"><bpmn:startEvent id="in"/><bpmn:task id="deep"/><bpmn:sequenceFlow id="in-deep" sourceRef="in" targetRef="deep"/></bpmn:subProcess>';

  test.each<[string, string, string, string]>([
    ['an encoding written with blanks', drawn.replace('encoding="UTF-8"', "encoding = 'koi8-r'"), 'xml', ''],
    [
      'a flow without its source',
      around('<bpmn:sequenceFlow id="x" targetRef="e"/>'),
      'missing-reference',
      'x',
    ],
    [
      'a flow without its target',
      around('<bpmn:sequenceFlow id="x" sourceRef="t"/>'),
      'missing-reference',
      'x',
    ],
    [
      'a flow to a message',
      around('<bpmn:sequenceFlow id="x" sourceRef="t" targetRef="m"/>', '<bpmn:message id="m" name="m"/>'),
      'missing-reference',
      'x',
    ],
    [
      'a flow to a flow',
      around('<bpmn:sequenceFlow id="x" sourceRef="t" targetRef="s-to-t"/>'),
      'missing-reference',
      'x',
    ],
    [
      'a flow over the border of a subprocess',
      around(`${inner}<bpmn:sequenceFlow id="x" sourceRef="t" targetRef="deep"/>`),
      'crosses-scope',
      'x',
    ],
    ['a boundary event on nothing', around(boundary('gone')), 'missing-reference', 'x'],
    ['a boundary event on an event', around(boundary('e')), 'wrong-reference', 'x'],
    ['a boundary event outside of its activity', around(inner + boundary('deep')), 'crosses-scope', 'x'],
    [
      'a message that is not there',
      around('<bpmn:receiveTask id="x" messageRef="gone"/>'),
      'missing-reference',
      'x',
    ],
    [
      'a signal as a message',
      around('<bpmn:receiveTask id="x" messageRef="m"/>', '<bpmn:signal id="m" name="m"/>'),
      'wrong-reference',
      'x',
    ],
    [
      'an error as a signal',
      around(event('<bpmn:signalEventDefinition signalRef="m"/>'), '<bpmn:error id="m"/>'),
      'wrong-reference',
      'x',
    ],
    [
      'a signal that is not there',
      around(event('<bpmn:signalEventDefinition signalRef="gone"/>')),
      'missing-reference',
      'x',
    ],
    ['no signal', around(event('<bpmn:signalEventDefinition/>')), 'no-signal', 'x'],
    [
      'an escalation that is not there',
      around(event('<bpmn:escalationEventDefinition escalationRef="gone"/>')),
      'missing-reference',
      'x',
    ],
    [
      'a compensation of what is no activity',
      around(event('<bpmn:compensateEventDefinition activityRef="e"/>')),
      'wrong-reference',
      'x',
    ],
    [
      'no condition',
      around(
        '<bpmn:intermediateCatchEvent id="x"><bpmn:conditionalEventDefinition/></bpmn:intermediateCatchEvent>',
      ),
      'no-event-condition',
      'x',
    ],
    [
      'no time',
      around(
        '<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition/></bpmn:intermediateCatchEvent>',
      ),
      'timer',
      'x',
    ],
    [
      'a time in words',
      around(
        '<bpmn:intermediateCatchEvent id="x"><bpmn:timerEventDefinition><bpmn:timeDuration>tomorrow</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>',
      ),
      'timer',
      'x',
    ],
    [
      'instances of no number',
      around('<bpmn:task id="x"><bpmn:multiInstanceLoopCharacteristics/></bpmn:task>'),
      'no-collection',
      'x',
    ],
    [
      'a default flow that is not there',
      around('<bpmn:exclusiveGateway id="x" default="gone"/>'),
      'missing-reference',
      'x',
    ],
    ['the id of what every object has', around('<bpmn:task id="constructor"/>'), 'bad-id', 'constructor'],
    ['a process without an id', drawn.replace('id="process" ', ''), 'no-id', 'definitions'],
    ['a web page', '<html><body/></html>', 'xml', ''],
    ['BPMN 1', drawn.replace('20100524', '20080101'), 'xml', ''],
  ])('with %s is refused with the place', async (_, xml, rule, elementId) => {
    const { models, problems } = await compile(xml);
    expect(models).toEqual([]);
    expect(problems).toContainEqual(
      expect.objectContaining({ rule, severity: 'error', ...(elementId && { elementId }) }),
    );
  });

  test('that is none says what was expected and what was found', async () => {
    expect(await first('<svg xmlns="http://www.w3.org/2000/svg"/>')).toMatchObject({
      message:
        'expected a BPMN 2.0 file: <definitions> of the namespace http://www.omg.org/spec/BPMN/20100524/MODEL, found <svg>',
    });
  });

  test('may refer to its own elements with the prefix of its namespace, but to no other', async () => {
    const prefixed = (prefix: string): string =>
      drawn
        .replace(
          /targetNamespace="([^"]*)"/,
          'targetNamespace="$1" xmlns:tns="$1" xmlns:far="http://example.org/far"',
        )
        .replace('targetRef="e"', `targetRef="${prefix}:e"`);
    const { models, problems } = await compile(prefixed('tns'));
    expect(problems).toEqual([]);
    expect(models[0]!.flows['t-to-e']).toMatchObject({ source: 't', target: 'e' });
    expect(await first(prefixed('far'))).toMatchObject({ rule: 'missing-reference' });
  });

  test('may declare ASCII, which is a part of UTF-8, and begin with a mark of its byte order', async () => {
    const { problems } = await compile(`\ufeff${drawn.replace('UTF-8', 'US-ASCII')}`);
    expect(problems).toEqual([]);
  });

  test('gives the same hash for the same text and another for another', async () => {
    const hash = async (xml: string): Promise<string> => (await compile(xml)).models[0]!.hash;
    expect(await hash(drawn)).toBe(await hash(drawn));
    expect(await hash(drawn)).not.toBe(await hash(drawn.replace('id="t"', 'id="t" name="T"')));
  });

  test('with several executable processes gives a model for each', async () => {
    const second =
      '<bpmn:process id="second" isExecutable="true"><bpmn:task id="x"/></bpmn:process></bpmn:definitions>';
    const { models } = await compile(drawn.replace('</bpmn:definitions>', second));
    expect(models.map(({ processId }) => processId)).toEqual(['process', 'second']);
  });
});
