import type { Json } from '../core/types.ts';
import { compileDecision, compileDecisions } from './compile.ts';
import { evaluateDecision } from './evaluate.ts';
import type { DecisionModel, DecisionResult } from './types.ts';

const table = (body: string, attributes = 'hitPolicy="FIRST"'): string => `
  <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="file" namespace="http://opora.dev/tests">
    <decision id="cluster" name="Cluster">
      <variable name="cluster"/>
      <decisionTable id="table" ${attributes}>${body}</decisionTable>
    </decision>
  </definitions>`;
const columns = `
  <input id="i1" label="Mean mark"><inputExpression typeRef="number"><text>mark</text></inputExpression></input>
  <output id="o1" name="letter" typeRef="string"/><output id="o2" name="reason"/>`;
const rule = (id: string, test: string, letter: string, reason: string): string =>
  `<rule id="${id}"><inputEntry><text>${test}</text></inputEntry><outputEntry><text>${letter}</text></outputEntry><outputEntry><text>${reason}</text></outputEntry></rule>`;

const compiled = async (xml: string): Promise<DecisionModel> => {
  const { model, problems } = await compileDecision(xml);
  expect(problems).toEqual([]);
  return JSON.parse(JSON.stringify(model)) as DecisionModel;
};
const decide = (model: DecisionModel, variables: { [name: string]: Json }, id = 'cluster'): DecisionResult =>
  evaluateDecision(model, id, variables, { now: 0, timeZone: 'UTC' });

describe('evaluateDecision', () => {
  test('says which rule matched, on which inputs and with which outputs', async () => {
    const model = await compiled(
      table(columns + rule('low', '&lt; 30', '"A"', '"low"') + rule('rest', '-', '"C"', '"fair"')),
    );
    const { result, matchedRules, evaluated, problems } = decide(model, { mark: 25 });
    expect(result).toEqual({ letter: 'A', reason: 'low' });
    expect(matchedRules).toEqual([
      {
        decisionId: 'cluster',
        tableId: 'table',
        ruleIndex: 1,
        ruleId: 'low',
        inputs: [25],
        outputs: { letter: 'A', reason: 'low' },
      },
    ]);
    expect(evaluated).toEqual([
      {
        decisionId: 'cluster',
        decisionName: 'Cluster',
        inputs: [{ id: 'i1', label: 'Mean mark', value: 25 }],
        output: result,
      },
    ]);
    expect(problems).toEqual([]);
  });

  test('reports an input of a wrong type with decision and column', async () => {
    const model = await compiled(table(columns + rule('rest', '-', '"C"', '"fair"')));
    const { result, problems } = decide(model, { mark: 'five' });
    expect(result).toBeNull();
    expect(problems).toMatchObject([
      { decisionId: 'cluster', code: 'input-type', column: 'Mean mark', severity: 'error' },
    ]);
    expect(problems[0]!.message).toContain('a number was expected, but it is the text "five"');
  });

  test('reports an output of a wrong type with rule and column', async () => {
    const model = await compiled(table(columns + rule('rest', '-', '7', '"fair"')));
    expect(decide(model, { mark: 1 }).problems).toMatchObject([
      { code: 'output-type', ruleIndex: 1, ruleId: 'rest', column: 'letter' },
    ]);
  });

  test('reports rules that a unique table must not match together', async () => {
    const model = await compiled(
      table(columns + rule('a', '&gt; 1', '"A"', 'null') + rule('b', '&gt; 2', '"B"', 'null'), ''),
    );
    const { result, problems } = decide(model, { mark: 3 });
    expect(result).toBeNull();
    expect(problems[0]).toMatchObject({ code: 'hit-policy', message: expect.stringContaining('1, 2') });
  });

  test('says that it does not know a decision', async () => {
    const model = await compiled(table(columns));
    expect(decide(model, {}, 'nothing').problems).toMatchObject([{ code: 'unknown-decision' }]);
  });

  test('reads ISO texts where a column asks for a date', async () => {
    const model = await compiled(
      table(`<input id="i1"><inputExpression typeRef="date"><text>until</text></inputExpression></input><output id="o1"/>
        <rule id="r"><inputEntry><text>&gt;= date("2024-09-01")</text></inputEntry><outputEntry><text>"late"</text></outputEntry></rule>`),
    );
    expect(decide(model, { until: '2024-10-01' }).result).toBe('late');
    expect(decide(model, { until: '2024-08-31' }).result).toBeNull();
  });
});

describe('knowledge models', () => {
  const knowledge = (id: string, other: string, text: string): string =>
    `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/><encapsulatedLogic><formalParameter name="n"/><literalExpression><text>${text}</text></literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge href="#${other}"/></knowledgeRequirement></businessKnowledgeModel>`;
  const file = (stop: string): string =>
    `<definitions>${knowledge('even', 'odd', `if n = ${stop} then true else odd(n - 1)`)}${knowledge('odd', 'even', `if n = ${stop} then false else even(n - 1)`)}
      <decision id="d" name="d"><knowledgeRequirement><requiredKnowledge href="#even"/></knowledgeRequirement><literalExpression><text>even(10)</text></literalExpression></decision></definitions>`;

  test('may call each other', async () => {
    expect(decide(await compiled(file('0')), {}, 'd').result).toBe(true);
  });

  test('that call each other without end are a problem, not a crash', async () => {
    const { result, problems } = decide(await compiled(file('100')), {}, 'd');
    expect(result).toBeNull();
    expect(problems.find(({ severity }) => severity === 'error')?.message).toContain('300 deep');
  });
});

describe('compileDecision', () => {
  const rulesOf = async (xml: string): Promise<object[]> => (await compileDecision(xml)).problems;

  test('names the rule and the column of a wrong cell', async () => {
    expect(await rulesOf(table(columns + rule('low', '&gt; ,', '"A"', '"x"')))).toMatchObject([
      {
        rule: 'bad-feel',
        elementId: 'low',
        decisionId: 'cluster',
        ruleIndex: 1,
        column: 'Mean mark',
        severity: 'error',
      },
    ]);
  });

  test('refuses what is no DMN', async () => {
    expect(await rulesOf('<definitions')).toMatchObject([{ rule: 'xml' }]);
    expect(await rulesOf('hello')).toMatchObject([{ rule: 'xml' }]);
    expect(await rulesOf('<html></html>')).toMatchObject([{ rule: 'xml' }]);
  });

  test('refuses an unknown hit policy', async () => {
    expect(await rulesOf(table(columns, 'hitPolicy="BEST"'))).toMatchObject([
      { rule: 'unknown-hit-policy', elementId: 'table' },
    ]);
  });

  test('refuses decisions that require each other', async () => {
    const decision = (id: string, other: string): string =>
      `<decision id="${id}" name="${id}"><informationRequirement><requiredDecision href="#${other}"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>`;
    expect(
      await rulesOf(`<definitions>${decision('a', 'b')}${decision('b', 'a')}</definitions>`),
    ).toMatchObject([{ rule: 'circular-requirement' }]);
    expect(await rulesOf(`<definitions>${decision('a', 'c')}</definitions>`)).toMatchObject([
      { rule: 'unknown-reference', elementId: 'a' },
    ]);
  });
});

describe('imports', () => {
  const file = (id: string, inside: string): string =>
    `<definitions id="${id}" name="${id}" namespace="urn:${id}" xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/">${inside}<decision id="d-${id}" name="d"><variable name="d"/><literalExpression><text>1</text></literalExpression></decision></definitions>`;
  const imports = (id: string, type = 'https://www.omg.org/spec/DMN/20191111/MODEL/'): string =>
    `<import name="${id}" namespace="urn:${id}" importType="${type}"/>`;
  const rules = async (...files: string[]): Promise<string[]> =>
    (await compileDecisions(files)).flatMap(({ problems }) =>
      problems.map(({ rule, message }) => `${rule}: ${message}`),
    );

  test('of a file that is not there, of another kind and in a circle are refused', async () => {
    expect(await rules(file('a', imports('b')))).toEqual([
      'import: The file imports "b", but there is no DMN file with the namespace "urn:b"',
    ]);
    expect(await rules(file('a', imports('b', 'http://www.omg.org/spec/PMML')))).toEqual([
      'import: The file imports "b" of the kind "http://www.omg.org/spec/PMML", but only DMN files can be imported',
    ]);
    expect((await rules(file('a', imports('b')), file('b', imports('a')))).join()).toContain(
      'which imports it in turn',
    );
  });

  test('of a file that is known from elsewhere are linked', async () => {
    const [deployed] = await compileDecisions([file('b', '')]);
    const asked: string[] = [];
    const [linked] = await compileDecisions([file('a', imports('b'))], async (namespace) => {
      asked.push(namespace);
      return deployed!.model;
    });
    expect(asked).toEqual(['urn:b']);
    expect(linked!.problems).toEqual([]);
    expect(linked!.model!.imports).toMatchObject([{ name: 'b', model: { id: 'b' } }]);
  });

  test('what is required of an imported file has to be in it', async () => {
    const [one] = await compileDecisions([
      file('a', imports('b')).replace(
        '<variable name="d"/>',
        '<variable name="d"/><informationRequirement><requiredDecision href="urn:b#nothing"/></informationRequirement>',
      ),
      file('b', ''),
    ]);
    expect(one!.problems.map(({ rule }) => rule)).toEqual(['unknown-reference']);
  });
});
