import { play, problemsOf } from '../testing/index.ts';

const review =
  'start s\nuser t "Review the plan" groups="committee, method" users="=list" assignee="=who" due="=day" followUp="2026-09-03T10:00:00+03:00" priority=80 form=plan header.kind=plan\ns -> t';

describe('user task', () => {
  test('is offered with everything that its definition says, evaluated', async () => {
    const one = await play(review, {
      variables: { list: ['ann', 'bob'], who: 'cid', day: '2026-09-14' },
      timeZone: 'Asia/Irkutsk',
    });
    expect(one.waitAt('t').wait).toMatchObject({
      kind: 'task',
      task: {
        name: 'Review the plan',
        assignee: 'cid',
        candidateUsers: ['ann', 'bob'],
        candidateGroups: ['committee', 'method'],
        dueDate: '2026-09-13T16:00:00.000Z',
        followUpDate: '2026-09-03T07:00:00.000Z',
        priority: 80,
        formId: 'plan',
        headers: { kind: 'plan' },
      },
    });
  });

  test('gives the variables of its completion to the process', async () => {
    const one = await play('start s\nuser t\ns -> t');
    one.complete('t', { ok: true }, { user: 'ann', role: 'director' }, 'fine');
    expect(one.variables).toEqual({ ok: true });
    expect(one.case.journal.find((entry) => entry.kind === 'stimulus')).toMatchObject({
      stimulus: 'complete-task',
      actor: { user: 'ann', role: 'director' },
      remark: 'fine',
    });
  });

  test('is assigned, given back and changed while it is open', async () => {
    const one = await play('start s\nuser t\ns -> t');
    one.at('t', { type: 'assign-task', assignee: 'ann' });
    expect(one.waitAt('t').wait).toMatchObject({ task: { assignee: 'ann' } });
    one.at('t', { type: 'assign-task', assignee: null });
    expect(one.host.tasks()[0]!.wait.task.assignee).toBeUndefined();
    one.at('t', { type: 'update-task', changes: { priority: 99, candidateGroups: ['x'] } });
    expect(one.waitAt('t').wait).toMatchObject({ task: { priority: 99, candidateGroups: ['x'] } });
  });

  test('refuses a second completion', async () => {
    const one = await play('start s\nuser t\nuser u\ns -> t -> u');
    const { wait } = one.waitAt('t');
    one.complete('t');
    expect(one.refused({ type: 'complete-task', wait: wait.id, variables: {} })).toBe('not-open');
    expect(one.refused({ type: 'assign-task', wait: wait.id, assignee: 'a' })).toBe('not-open');
  });

  test.each([
    ['due="=when"', 'due-date'],
    ['followUp="=1"', 'due-date'],
    ['priority="=101"', 'priority'],
    ['priority="=when"', 'priority'],
  ])('with %s is an incident of the type %s', async (attribute, type) => {
    const one = await play(`start s\nuser t ${attribute}\ns -> t`, { variables: { when: 'tomorrow' } });
    expect(one.incidents).toEqual([`${type}@t`]);
  });

  test('takes the lane as its candidate group unless it names one', async () => {
    const xml = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" targetNamespace="t">
      <bpmn:process id="process" isExecutable="true">
        <bpmn:laneSet><bpmn:lane id="l" name="committee"><bpmn:flowNodeRef>a</bpmn:flowNodeRef><bpmn:flowNodeRef>b</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        <bpmn:userTask id="a"/>
        <bpmn:userTask id="b"><bpmn:extensionElements><zeebe:assignmentDefinition candidateGroups="method"/></bpmn:extensionElements></bpmn:userTask>
      </bpmn:process></bpmn:definitions>`;
    const one = await play(xml);
    expect(one.host.tasks().map(({ wait }) => wait.task.candidateGroups)).toEqual([
      ['committee'],
      ['method'],
    ]);
    expect(await problemsOf(xml)).toEqual([]);
  });
});
