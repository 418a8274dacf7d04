import { compile } from '../compile.ts';
import { assignPath } from '../core/variables.ts';
import type { Variables } from '../core/types.ts';
import { diagram, play, problemsOf } from '../testing/index.ts';

const task = diagram('start s\nuser u\nend e\ns -> u -> e');
const withExtension = (extension: string): string =>
  task.replace('<zeebe:userTask/>', `<zeebe:userTask/>${extension}`);

describe('what a fixed text says and cannot is refused at deployment, with its element', () => {
  test.each([
    ['bad-priority@u', withExtension('<zeebe:priorityDefinition priority="500"/>')],
    ['bad-date@u', withExtension('<zeebe:taskSchedule dueDate="tomorrow"/>')],
    [
      'bad-target@u',
      withExtension('<zeebe:ioMapping><zeebe:input source="=1" target=""/></zeebe:ioMapping>'),
    ],
    [
      'bad-target@u',
      withExtension('<zeebe:ioMapping><zeebe:output source="=1" target="a..b"/></zeebe:ioMapping>'),
    ],
    [
      'bad-target@u',
      withExtension('<zeebe:ioMapping><zeebe:output source="=1" target="__proto__.x"/></zeebe:ioMapping>'),
    ],
    [
      'duplicate-extension@u',
      withExtension('<zeebe:assignmentDefinition assignee="a"/><zeebe:assignmentDefinition assignee="b"/>'),
    ],
    ['bad-retries@t', 'start s\nservice t job=j retries=many\nend e\ns -> t -> e'],
    [
      'no-job-type@t',
      diagram('start s\nservice t job=j\nend e\ns -> t -> e').replace('type="j"', 'type=" "'),
    ],
    [
      'bad-binding@c',
      diagram('start s\ncall c calls=q\nend e\ns -> c -> e').replace('="q"', '="q" bindingType="newest"'),
    ],
    [
      'bad-binding@c',
      diagram('start s\ncall c calls=q\nend e\ns -> c -> e').replace('="q"', '="q" bindingType="versionTag"'),
    ],
    ['start-in-ad-hoc@i', 'start s\nadhoc a {\nstart i\nuser x\ni -> x\n}\nend e\ns -> a -> e'],
    [
      'activity-elsewhere@t',
      'start s\nsub p {\nstart i\ntask a\ni -> a\nboundary ab of=a compensation handler=k\ntask k handler\n}\nthrow t compensation=a\nend e\ns -> p -> t -> e',
    ],
  ])('%s', async (problem, text) => {
    expect(await problemsOf(text)).toContain(`error:${problem}`);
  });

  test('a duration that cannot be read is told of, and the usual one counts', async () => {
    const text = 'start s\nthrow t message=m ttl=soon\nend e\ns -> t -> e';
    expect(await problemsOf(text)).toContain('warning:bad-duration@t');
    expect((await play(text)).status).toBe('completed');
    expect(await problemsOf('start s\nservice t job=j header.retryBackoff=5s\ns -> t')).toContain(
      'warning:bad-duration@t',
    );
  });

  test('an extension that changes nothing is told of', async () => {
    const drawn = withExtension('<zeebe:jobPriorityDefinition priority="7"/>');
    expect(await problemsOf(drawn)).toEqual(['warning:not-followed@u']);
  });

  test('an event subprocess may name an activity of the scope around it', async () => {
    const text =
      'start s\ntask a\nboundary ab of=a compensation handler=k\ntask k handler\nend e\ns -> a -> e\non h {\nstart hs message=m\nend he compensation=a\nhs -> he\n}';
    expect(await problemsOf(text)).toEqual([]);
  });

  test('what is done otherwise than it is drawn is a warning', async () => {
    const waits = diagram('start s\nthrow t compensation\nend e\ns -> t -> e').replace(
      'compensateEventDefinition',
      'compensateEventDefinition waitForCompletion="false"',
    );
    expect(await problemsOf(waits)).toEqual(['warning:always-waits@t']);
    expect(
      await problemsOf(
        'start s\nuser u\nboundary b of=u error=E\nboundary c of=u error=E\nend e\ns -> u -> e\nb -> e\nc -> e',
      ),
    ).toEqual(['warning:same-code@u']);
  });
});

describe('text that is no XML in UTF-8 is refused with its line', () => {
  test.each([
    ['a character of another encoding', 'name="\uFFFD"'],
    ['a control character', 'name="\u0001"'],
    ['nothing', 'name="\u0000"'],
    ['an entity of nobody', 'name="&xxe;"'],
  ])('%s', async (_, attribute) => {
    const xml = task
      .replace('<bpmn:process', '\n<bpmn:process')
      .replace('<bpmn:userTask', `<bpmn:userTask ${attribute}`);
    const { models, problems } = await compile(xml);
    expect(models).toEqual([]);
    expect(problems).toEqual([expect.objectContaining({ rule: 'xml', line: 2 })]);
  });

  test('but for what stands in a comment or in a block of characters', async () => {
    const xml = task.replace(
      '<bpmn:userTask',
      '<!-- &xxe; --><bpmn:documentation><![CDATA[a &&b; c]]></bpmn:documentation><bpmn:userTask',
    );
    expect((await compile(xml)).problems).toEqual([]);
  });

  test('UTF-16 read as UTF-8 is told to be unreadable at its first line', async () => {
    const { problems } = await compile(Buffer.from(`\uFEFF${task}`, 'utf16le').toString('utf8'));
    expect(problems).toEqual([expect.objectContaining({ rule: 'xml', line: 1 })]);
  });
});

test('a mapping reaches nothing but the variables', () => {
  const values: Variables = {};
  assignPath(values, '__proto__.polluted', true);
  assignPath(values, 'constructor.prototype.polluted', true);
  assignPath(values, 'toString.x', 1);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString']);
});
