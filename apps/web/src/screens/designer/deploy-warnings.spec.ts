import { isChoice, warningsOf } from './deploy-warnings.ts';

const passed = { path: 'stage/scenarios/a.yaml', title: 'прямой путь', processId: 'stage', ok: true };
const failed = { ...passed, path: 'stage/scenarios/b.yaml', title: 'возврат', ok: false };
const state = (runs: (typeof passed)[], running = false, problem = '') => ({
  report: { runs, coverage: {} },
  running,
  problem,
});

describe('warnings before a deployment', () => {
  it('are none when all scenarios pass and no check warns', () => {
    const warnings = warningsOf({ 'stage.bpmn': [] }, state([passed]));
    expect(warnings).toEqual({ problems: [], failing: [], scenarios: 1, unknown: undefined });
    expect(isChoice(warnings)).toBe(false);
  });

  it('name the scenarios that fail', () => {
    const warnings = warningsOf({}, state([passed, failed]));
    expect(warnings.failing.map(({ title }) => title)).toEqual(['возврат']);
    expect(isChoice(warnings)).toBe(true);
  });

  it('name what checks warn of with its file, and leave errors to the list of errors', () => {
    const { problems } = warningsOf(
      {
        'stage.bpmn': [
          { message: 'нет срока', severity: 'warning', elementId: 'a' },
          { message: 'нет формы', severity: 'error', elementId: 'b' },
        ],
      },
      state([passed]),
    );
    expect(problems).toEqual([
      { message: 'нет срока', severity: 'warning', elementId: 'a', file: 'stage.bpmn' },
    ]);
  });

  it('do not trust a report of an earlier draft while scenarios run', () => {
    const warnings = warningsOf({}, state([failed], true));
    expect(warnings).toMatchObject({ failing: [], unknown: 'running' });
    expect(isChoice(warnings)).toBe(true);
  });

  it('say when scenarios could not run, and only mention that there are none', () => {
    expect(warningsOf({}, state([], false, 'сбой')).unknown).toBe('broken');
    const none = warningsOf({}, state([]));
    expect(none.unknown).toBe('none');
    expect(isChoice(none)).toBe(false);
  });
});
