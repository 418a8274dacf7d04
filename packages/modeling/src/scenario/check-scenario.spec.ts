import { describe, expect, it } from '@jest/globals';
import { readXml } from '@opora/engine/compile';
import { checkScenario, lineOfStep, scenarioWorld, type ScenarioWorld } from './check-scenario.ts';

const diagram = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
<bpmn:message id="m" name="answer" /><bpmn:process id="review" isExecutable="true">
<bpmn:startEvent id="start" /><bpmn:subProcess id="inner"><bpmn:userTask id="check"><bpmn:extensionElements><zeebe:formDefinition formId="grade" /></bpmn:extensionElements></bpmn:userTask></bpmn:subProcess>
<bpmn:exclusiveGateway id="choice" /></bpmn:process></bpmn:definitions>`;
const form = {
  id: 'grade',
  type: 'default',
  schemaVersion: 1,
  components: [{ id: 'a', type: 'number', key: 'grade' }],
};
let world: ScenarioWorld;
const worldOf = async (folder: string): Promise<ScenarioWorld> => {
  const diagrams = [(await readXml(diagram)).definitions!];
  return scenarioWorld({ folder, own: diagrams }, diagrams, [form]);
};
beforeAll(async () => {
  world = await worldOf('review');
});
const found = (...lines: string[]): string[] =>
  checkScenario(lines.join('\n'), world).map(({ line, rule, values }) =>
    `${line} ${rule} ${Object.values(values)[0] ?? ''}`.trim(),
  );
const step = (...lines: string[]): string[] => [
  'title: Проверка',
  'given: {}',
  'when:',
  ...lines,
  'then: {}',
];

describe('the checks of a scenario as it is written', () => {
  it('take the only process of a folder that is named otherwise, as the scenario would', async () => {
    const { process } = await worldOf('second-stage');
    expect(process).toBe('review');
  });

  it('are silent about one that can be played', () => {
    expect(
      found(
        ...step(
          '  - complete: check',
          '    with: { grade: 3 }',
          '    expect: { waiting: [check] }',
          '  - advance: P3D',
          '  - message: { name: answer }',
        ),
      ),
    ).toEqual([]);
  });

  it('name the line at which the text breaks off', () => {
    expect(found('title: a', 'given: {', 'when: []')[0]).toMatch(/^[34] scenario-text/);
  });

  it('name words that scenarios do not know, each with its line and what was probably meant', () => {
    const [problem] = checkScenario(step('  - complete: check', '    exspect: {}').join('\n'), world);
    expect(problem).toEqual({
      rule: 'scenario-unknown-key',
      line: 5,
      values: { key: 'exspect', meant: 'expect' },
    });
    expect(found('given: {}', 'when: []', 'then: {}')).toEqual(['1 scenario-missing title']);
    expect(found(...step('  - complete: check', '    times: много'))).toEqual(['5 scenario-value times']);
  });

  it('name elements, processes and messages that no diagram has', () => {
    expect(
      found(
        'title: a',
        'process: revue',
        'start: begin',
        'given: {}',
        'when:',
        '  - complete: chek',
        '  - job: { at: nowhere }',
        '  - message: { name: anser }',
        'then:',
        '  waiting:',
        '    - check',
        '    - gone',
      ),
    ).toEqual([
      '2 scenario-process revue',
      '3 scenario-element begin',
      '6 scenario-element chek',
      '7 scenario-element nowhere',
      '8 scenario-message anser',
      '12 scenario-element gone',
    ]);
  });

  it('name steps that cannot be', () => {
    expect(
      found(
        ...step(
          '  - complete: choice',
          '  - {}',
          '  - complete: check',
          '    advance: P1D',
          '  - advance: три дня',
          '  - complete: check',
          '    with: { mark: 5 }',
        ),
      ),
    ).toEqual([
      '4 scenario-not-a-task choice',
      '5 scenario-nothing',
      '6 scenario-several complete, advance',
      '8 scenario-duration три дня',
      '10 scenario-field mark',
    ]);
  });

  it('know the line of each step and of what has to hold at the end', () => {
    const text = step('  - complete: check', '    with: {}', '  - advance: P1D').join('\n');
    expect([lineOfStep(text, 1), lineOfStep(text, 2), lineOfStep(text, undefined)]).toEqual([4, 6, 7]);
  });
});
