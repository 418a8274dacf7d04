import { compile } from '../compile.ts';
import { diagram, problemsOf } from '../testing/index.ts';

describe('checks', () => {
  test('find nothing in a sound diagram', async () => {
    expect(await problemsOf('start s\nuser t\nend e\ns -> t -> e')).toEqual([]);
  });

  test.each([
    ['start s\nuser t assignee="=a +"\ns -> t', 'error:bad-feel@t'],
    ['start s\nuser t in.x="=)"\ns -> t', 'error:bad-feel@t'],
    ['start s\ncatch c timer="=1 +"\ns -> c', 'error:bad-feel@c'],
    ['start s\nuser t each="=[" as=x\ns -> t', 'error:bad-feel@t'],
    ['start s\nsub in {\nuser t\n}\ns -> in\ns -> t', 'error:crosses-scope@s-to-t'],
  ])('refuse %j', async (text, problem) => {
    expect(await problemsOf(text)).toContain(problem);
  });

  test('tell all problems at once, each with its element', async () => {
    const { problems } = await compile(
      diagram('start s\ncall c\nend e\ntask t\ns -> c -> e -> t\nrace r\nt -> r'),
    );
    expect(problems.map(({ elementId }) => elementId).sort()).toEqual(['c', 'e', 'r']);
    for (const { message, elementId } of problems) expect(message).toContain(elementId);
  });

  test('refuse an element that is not executed, by its type', async () => {
    const xml = diagram('start s\ntask t\ns -> t').replaceAll('bpmn:task', 'bpmn:choreographyTask');
    expect((await compile(xml)).models).toEqual([]);
    expect((await compile(xml)).problems.map(({ message }) => message).join()).toMatch(/choreographyTask/i);
  });
});

test('what would wait for nothing, or begin by nothing, is refused', async () => {
  expect(
    await problemsOf('start s\nrace r\nuser t\ncatch c message=m\nend e\ns -> r -> t -> e\nr -> c -> e'),
  ).toContain('error:no-outgoing@r');
  expect(
    await problemsOf('start s\nsub p {\nstart in message=m\nend out\nin -> out\n}\nend e\ns -> p -> e'),
  ).toContain('error:subprocess-start@p');
});
