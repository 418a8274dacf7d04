import { compile } from '../compile.ts';
import { diagram, play, problemsOf } from '../testing/index.ts';

/** A process in which one thing stands where it cannot happen. */
const around = (lines: string, flow = 's -> e'): string => `start s\n${lines}\nend e\n${flow}`;

describe('events that cannot happen where they stand are refused, with their element', () => {
  test.each([
    ['start s error=E\nend e\ns -> e', 's'],
    ['start s escalation=E\nend e\ns -> e', 's'],
    ['start s terminate\nend e\ns -> e', 's'],
    [around('catch c', 's -> c -> e'), 'c'],
    [around('catch c error=E', 's -> c -> e'), 'c'],
    [around('catch c escalation=E', 's -> c -> e'), 'c'],
    [around('catch c message=m terminate', 's -> c -> e'), 'c'],
    [around('throw t timer=PT1H', 's -> t -> e'), 't'],
    [around('throw t condition=x', 's -> t -> e'), 't'],
    [around('throw t error=E', 's -> t -> e'), 't'],
    [around('user u\nboundary b of=u terminate', 's -> u -> e\nb -> e'), 'b'],
    [around('on h {\nstart hs terminate\nend he\nhs -> he\n}'), 'hs'],
    ['start s\nend e timer=PT1H\ns -> e', 'e'],
    ['start s\nend e condition=x\ns -> e', 'e'],
  ])('wrong-trigger: %j', async (text, element) => {
    expect(await problemsOf(text)).toContain(`error:wrong-trigger@${element}`);
  });

  test.each([
    [
      'no-handler@ab',
      around('task a\nboundary ab of=a compensation\nend c compensation', 's -> a -> e\na -> c'),
    ],
    [
      'compensation-flow@ab',
      around(
        'task a\nboundary ab of=a compensation handler=undo\ntask undo handler\ntask t',
        's -> a -> e\nab -> t',
      ),
    ],
    [
      'handler-flow@undo',
      around(
        'task a\nboundary ab of=a compensation handler=undo\ntask undo handler',
        's -> a -> e\nundo -> e',
      ),
    ],
    ['link-flow@l', around('throw l link=x\ncatch k link=x', 's -> l -> e\nk -> e')],
    ['link-flow@k', around('throw l link=x\ncatch k link=x\ntask t', 's -> l\ns -> t -> k -> e')],
    ['several-links@k', around('throw l link=x\ncatch k link=x\ncatch n link=x', 's -> l\nk -> e\nn -> e')],
    ['event-subprocess-flow@h', around('on h {\nstart hs message=m\nend he\nhs -> he\n}', 's -> e\nh -> e')],
    ['event-subprocess-marker@h', around('on h times=2 {\nstart hs message=m\nend he\nhs -> he\n}')],
  ])('%s', async (problem, text) => {
    expect(await problemsOf(text)).toContain(`error:${problem}`);
  });

  test('a reference to what is no event definition is told, not stumbled over', async () => {
    const xml = diagram('start s\nthrow t\nend e\ns -> t -> e').replace(
      /<bpmn:intermediateThrowEvent id="t".*?\/>/,
      '<bpmn:intermediateThrowEvent id="t"><bpmn:eventDefinitionRef>s-to-t</bpmn:eventDefinitionRef></bpmn:intermediateThrowEvent>',
    );
    expect((await compile(xml)).problems).toContainEqual(
      expect.objectContaining({ rule: 'wrong-reference', elementId: 't', severity: 'error' }),
    );
  });
});

test('an error that is drawn as not interrupting interrupts, with a warning', async () => {
  const text =
    'start s\nservice t job=j\nboundary b of=t beside error=E\nend e\nend failed\ns -> t -> e\nb -> failed';
  expect(await problemsOf(text)).toEqual(['warning:always-interrupts@b']);
  const one = await play(text);
  one.at('t', { type: 'throw-error', code: 'E' });
  expect(one.status).toBe('completed');
  expect(one.completed).toEqual(['s', 'b', 'failed']);
});

test('boundary events of an event subprocess end it, and it can begin again', async () => {
  const one = await play(
    'start s\nuser u\nend e\ns -> u -> e\non h {\nstart hs message=m beside\nuser v\nend he\nhs -> v -> he\n}\nboundary b of=h timer=PT1H\nend late\nb -> late',
  );
  one.message('m');
  one.pass('PT1H');
  expect(one.completed).toEqual(['s', 'hs', 'b', 'late']);
  one.message('m');
  one.complete('v').complete('u');
  expect(one.status).toBe('completed');
});
