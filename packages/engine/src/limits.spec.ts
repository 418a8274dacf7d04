import { compile } from './compile.ts';
import type { Json } from './core/types.ts';
import { compileExpression, FeelError } from './expressions/index.ts';
import { diagram, modelOf, NOON, play } from './testing/index.ts';
import { openWaits, start } from './core/step.ts';

const environment = { now: NOON, timeZone: 'UTC' };
const nothing = { get: () => undefined, names: () => [] };
const value = (text: string): Json => compileExpression(text).evaluate(nothing, environment);

/** Subprocesses inside each other around a user task. */
function nested(levels: number): string {
  let inner = 'user u';
  for (let i = 0; i < levels; i++)
    inner = `sub p${i} {\nstart s${i}\n${inner}\ns${i} -> ${i === 0 ? 'u' : `p${i - 1}`}\n}`;
  return `start s\n${inner}\ns -> p${levels - 1}`;
}

describe('what is large', () => {
  test('a diagram of 2,000 elements runs through', async () => {
    const ids = Array.from({ length: 2000 }, (_, i) => `t${i}`);
    const drawn = await play(
      `start s\n${ids.map((id) => `task ${id}`).join('\n')}\n${['s', ...ids].join(' -> ')}`,
    );
    expect(drawn.status).toBe('completed');
    expect(drawn.completed).toHaveLength(2001);
  });

  test('subprocesses a hundred deep run through', async () => {
    const drawn = await play(nested(100));
    expect(drawn.complete('u').status).toBe('completed');
  });

  test('ten thousand instances are open at once, and more than a hundred thousand are refused by an incident', async () => {
    const open = async (times: number): Promise<ReturnType<typeof start>> =>
      start(await modelOf(`start s\nuser u times=${times}\nend e\ns -> u -> e`), { variables: {} }, NOON);
    expect(openWaits((await open(10_000)).state)).toHaveLength(10_000);
    const { state } = await open(100_001);
    expect(Object.values(state.incidents).map(({ message }) => message)).toEqual([
      'u: expected at most 100000 instances, found 100001',
    ]);
  });

  test('instances in instances count together', async () => {
    const drawn = 'start s\nsub o times=1000 {\nstart i\nuser u times=n\ni -> u\n}\ns -> o';
    const { state } = start(await modelOf(drawn), { variables: { n: 101 } }, NOON);
    expect(openWaits(state)).toEqual([]);
    expect(Object.values(state.incidents)[0]!.message).toBe(
      'u: expected at most 100000 instances, found 101 in each of 1000 around them',
    );
  });

  test('subprocesses thousands deep and tokens by the thousand are refused at deployment', async () => {
    const levels = Array.from({ length: 5000 }, (_, i) => `<bpmn:subProcess id="p${i}">`).join('');
    const xml = diagram('task t').replace(
      /<bpmn:task.*?\/>/,
      `${levels}<bpmn:task id="t"/>${'</bpmn:subProcess>'.repeat(5000)}`,
    );
    expect((await compile(xml)).problems).toContainEqual(
      expect.objectContaining({ rule: 'too-deep', severity: 'error', elementId: 'p500' }),
    );
    const quantity = await compile(
      diagram('start s\ntask t completionQuantity=1000000000\nend e\ns -> t -> e'),
    );
    expect(quantity.problems).toContainEqual(expect.objectContaining({ rule: 'bad-number', elementId: 't' }));
  });

  test('a variable of a megabyte goes through scripts, mappings and the journal', async () => {
    const big = 'x'.repeat(1 << 20);
    const drawn = await play(
      'start s\nscript t script="=big" result=copy\nuser u in.local="=copy"\nend e\ns -> t -> u -> e',
      { variables: { big } },
    );
    drawn.complete('u');
    expect(drawn.status).toBe('completed');
    expect(drawn.variables.copy).toBe(big);
  });
});

describe('what goes round without waiting stops with an incident', () => {
  test.each([
    ['tasks', 'start s\nxor m\ntask a\ntask b\ns -> m -> a -> b -> m'],
    ['a script', 'start s\nxor m\nscript a script="=1" result=x\ns -> m -> a -> m'],
    [
      'a signal that its own event subprocess throws again',
      'start s\nthrow x signal=S\ns -> x\non ev {\nstart i signal=S beside\nthrow y signal=S\ni -> y\n}',
    ],
    ['a loop marker', 'start s\ntask a loop=true\nend e\ns -> a -> e'],
    ['links', 'start s\nthrow t link=L\ncatch c link=L\ns -> t\nc -> t'],
    [
      'a condition',
      'start s\nuser u\nend e\ns -> u -> e\non on {\nstart o beside condition="odd(n)"\nscript x script="=n + 1" result=n\nscript y script="=n + 1" result=n\no -> x -> y\n}',
    ],
  ])('%s', async (_, text) => {
    const drawn = await play(text, { variables: { n: 1 } });
    expect(drawn.status).toBe('active');
    expect(drawn.incidents).toEqual([expect.stringMatching(/^loop-limit@/)]);
  });
});

test('tokens that double at each fork stop with incidents, not with the memory of the machine', async () => {
  const forks = Array.from({ length: 16 }, (_, i) => i);
  const tasks = forks.map((i) => `task a${i}\ntask b${i}`).join('\n');
  const flows = forks
    .slice(1)
    .flatMap((i) => ['a', 'b'].map((from) => `${from}${i - 1} -> a${i}\n${from}${i - 1} -> b${i}`));
  const drawn = await modelOf(`start s\n${tasks}\ns -> a0\n${flows.join('\n')}`);
  const { state } = start(drawn, { variables: {} }, NOON);
  expect(new Set(Object.values(state.incidents).map(({ type }) => type))).toEqual(new Set(['loop-limit']));
  expect(state.lastId).toBeLessThan(16 * 4 * 1000);
});

describe('hostile FEEL is refused with the place, or executed', () => {
  test.each([
    ['brackets', `${'('.repeat(20_000)}1${')'.repeat(20_000)}`],
    ['lists', `${'['.repeat(20_000)}1${']'.repeat(20_000)}`],
    ['contexts', `${'{a:'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['conditions', `${'if true then '.repeat(2000)}1${' else 0'.repeat(2000)}`],
    ['calls', `${'not('.repeat(2000)}true${')'.repeat(2000)}`],
    ['length', `"${'x'.repeat(200_000)}"`],
  ])('%s', (_, text) => {
    expect(() => value(text)).toThrow(FeelError);
    expect(() => value(text)).toThrow(/expected at most/);
  });

  test('a long sum has a value', () => {
    expect(value(`1${' + 1'.repeat(499)}`)).toBe(500);
  });

  test('in a diagram it is a problem of its element', async () => {
    const { models, problems } = await compile(
      diagram(`start s\nuser u assignee="=${'('.repeat(5000)}1${')'.repeat(5000)}"\ns -> u`),
    );
    expect(models).toEqual([]);
    expect(problems).toMatchObject([{ rule: 'bad-feel', elementId: 'u' }]);
  });
});

test('lanes thousands deep are refused at deployment', async () => {
  const lanes =
    '<bpmn:lane id="a"><bpmn:childLaneSet>'.repeat(5000) + '</bpmn:childLaneSet></bpmn:lane>'.repeat(5000);
  const xml = diagram('task t').replace(
    '<bpmn:task',
    `<bpmn:laneSet>${lanes.replace(/ id="a"/g, '')}</bpmn:laneSet><bpmn:task`,
  );
  expect((await compile(xml)).problems).toContainEqual(
    expect.objectContaining({
      rule: 'too-deep',
      elementId: 'process',
      message: expect.stringContaining('lanes'),
    }),
  );
});

test('a text of words without an end is refused before the parser tries all names, one in quotes is not', () => {
  expect(() => value('x b '.repeat(10_000))).toThrow(/at most 100 words in a row/);
  expect(value(`string length("${'x b '.repeat(10_000)}")`)).toBe(40_000);
  expect(value(`// ${'a word '.repeat(200)}\n1`)).toBe(1);
});

describe('FEEL that would take for ever, or all memory, is refused', () => {
  const doubled = (first: string, twice: string): string =>
    `{l: for i in 1..60 return if i = 1 then ${first} else ${twice}}.l[-1]`;

  test.each([
    ['a pattern that tries exponentially many ways', `matches("${'a'.repeat(44)}!", "(a+)+$")`],
    ['alternatives that overlap', `replace("${'a'.repeat(60)}!", "(a|aa)+$", "x")`],
    [
      'repetitions that may be left out',
      `matches("${'a'.repeat(30)}", "${'a?'.repeat(30)}${'a'.repeat(30)}b")`,
    ],
    ['a pattern on a long text', `split(string join(for i in 1..90000 return "aa"), "a+b")`],
    ['loops in loops', 'count(for a in 1..1000, b in 1..1000, c in 1..1000 return 1)'],
    ['some in a cube', 'some a in 1..1000, b in 1..1000, c in 1..1000 satisfies a = 0'],
    ['a range of a billion', 'for i in 1..1000000000 return i'],
    ['filters in filters', '{l: for i in 1..100000 return i, c: l[item > count(l[item > 5])]}.c'],
    [
      'a function that calls itself twice',
      '{f: function(n) if n = 0 then 0 else f(n - 1) + f(n - 1), r: f(200)}.r',
    ],
    ['a function without an end', '{f: function(n) f(n + 1), r: f(1)}.r'],
    ['a text that doubles', doubled('"x"', 'partial[-1] + partial[-1]')],
    ['a list that doubles', doubled('[1]', 'concatenate(partial[-1], partial[-1])')],
    ['a list of itself twice', doubled('[1]', '[partial[-1], partial[-1]]')],
    ['a text of a list of itself', `string(${doubled('[1]', '[partial[-1], partial[-1]]')})`],
    ['a flat list of a list of itself', `count(flatten(${doubled('[1]', '[partial[-1], partial[-1]]')}))`],
  ])('%s', (_, text) => {
    expect(() => value(text)).toThrow(FeelError);
    expect(() => value(text)).toThrow(/too long|too many|too large|deep/);
  });

  test('and what is only large has a value', () => {
    expect(value('count(for i in 1..400000 return i)')).toBe(400_000);
    expect(value(`matches("${'school-5.'.repeat(200)}edu.ru", "^[a-z0-9-]+(\\.[a-z0-9-]+)+$")`)).toBe(true);
    expect(value(`count(split("${'a, b;'.repeat(2000)}", "\\s*[,;]\\s*"))`)).toBe(4001);
    expect(value('replace("2026-09-01", "(\\d+)-(\\d+)-(\\d+)", "$3.$2.$1")')).toBe('01.09.2026');
  });

  test('in a case it is an incident at the element, and a retry with other data goes on', async () => {
    const drawn = await play('start s\nscript t script="=matches(x, pattern)" result=r\nend e\ns -> t -> e', {
      variables: { x: `${'a'.repeat(44)}!`, pattern: '(a+)+$' },
    });
    expect(drawn.incidents).toEqual(['expression@t']);
    expect(drawn.set({ pattern: '!$' }).retry().variables.r).toBe(true);
  });
});
