import { play, type Play } from '../testing/index.ts';

const task = (more: string): string => `
  start begin
  user review ${more}
  end finish
  begin -> review -> finish
`;
const answer = (result?: object) => ({
  type: 'complete-job' as const,
  variables: {},
  ...(result ? { result } : {}),
});
/** The listener at work answers. */
const say = (one: Play, result?: object): Play =>
  one.act({ ...answer(result), wait: one.host.waits('job')[0]!.wait.id });
const jobOf = (one: Play) => one.host.waits('job')[0]!.wait.job;
const taskOf = (one: Play) => one.host.tasks()[0]!.wait.task;

test('a task is offered when its creating and assigning listeners are done, with what they corrected', async () => {
  const one = await play(task('assignee=ann hear.creating=create hear.assigning=assign'));
  expect(one.waiting).toEqual(['job:review']);
  expect(jobOf(one)).toMatchObject({ type: 'create', listener: 'creating' });
  say(one, { corrections: { priority: 80, candidateGroups: ['committee'] } });
  expect(jobOf(one)).toMatchObject({
    type: 'assign',
    headers: { 'io.camunda.zeebe:assignee': 'ann', 'io.camunda.zeebe:action': 'assigning' },
  });
  say(one, { corrections: { assignee: 'bob' } });
  expect(taskOf(one)).toMatchObject({ assignee: 'bob', priority: 80, candidateGroups: ['committee'] });
});

test('when assigning is denied at the beginning the task is offered to nobody', async () => {
  const one = await play(task('assignee=ann groups=committee hear.assigning=assign'));
  say(one, { denied: true, deniedReason: 'on leave' });
  expect(taskOf(one).assignee).toBeUndefined();
  expect(taskOf(one).candidateGroups).toEqual(['committee']);
});

test('a completion is held until its listeners are done; nothing else can happen to the task meanwhile', async () => {
  const one = await play(task('hear.completing="first,second"'));
  one.complete('review', { grade: 5 }, { user: 'ann' }, 'well done');
  expect(one.waiting).toEqual(['job:review', 'task:review']);
  const wait = one.host.tasks()[0]!.wait.id;
  expect(one.refused({ type: 'complete-task', wait, variables: {} })).toBe('listening');
  expect(one.refused({ type: 'assign-task', wait, assignee: 'ann' })).toBe('listening');
  say(say(one));
  expect(one.status).toBe('completed');
  expect(one.variables).toEqual({ grade: 5 });
  expect(
    one.case.journal.find((entry) => entry.kind === 'wait.closed' && entry.waitKind === 'task'),
  ).toMatchObject({
    by: { user: 'ann' },
    remark: 'well done',
  });
});

test('a denied completion leaves the task open as it was and can be tried again', async () => {
  const one = await play(task('assignee=ann hear.completing="first,second"'));
  one.complete('review', { grade: 9 });
  say(one, { corrections: { priority: 90 } });
  say(one, { denied: true, deniedReason: 'no such grade' });
  expect(one.waiting).toEqual(['task:review']);
  expect(taskOf(one)).toMatchObject({ assignee: 'ann', priority: 50 });
  expect(one.trace).toContain('warning:review');
  say(say(one.complete('review', { grade: 4 })));
  expect(one.variables).toEqual({ grade: 4 });
});

test('assigning and updating go through their listeners, which correct or deny them', async () => {
  const one = await play(task('hear.assigning=assign hear.updating=update'));
  one.at('review', { type: 'assign-task', assignee: 'ann' });
  expect(taskOf(one).assignee).toBeUndefined();
  expect(jobOf(one).headers).toMatchObject({ 'io.camunda.zeebe:changedAttributes': '["assignee"]' });
  say(one, { corrections: { candidateUsers: ['eve'] } });
  expect(taskOf(one)).toMatchObject({ assignee: 'ann', candidateUsers: ['eve'] });
  one.act({ type: 'update-task', wait: one.host.tasks()[0]!.wait.id, changes: { priority: 10 } });
  say(one, { denied: true });
  expect(taskOf(one).priority).toBe(50);
});

test('listeners of a vote hear of its outcome, not of each voice', async () => {
  const one = await play(task('vote.voters="ann,bob,eve" hear.completing=count'));
  one.complete('review', { choice: 'approve' }, { user: 'ann' });
  expect(one.waiting).toEqual(['task:review']);
  one.complete('review', { choice: 'approve' }, { user: 'bob' });
  expect(one.waiting).toEqual(['job:review', 'task:review']);
  say(one);
  expect(one.variables).toEqual({ outcome: 'approve' });
});

test('a task that is interrupted takes the work of its listener with it', async () => {
  const one = await play(`
    start begin
    user review hear.completing=check
    boundary stop of=review message=stop
    end finish
    end stopped
    begin -> review -> finish
    stop -> stopped
  `);
  one.complete('review');
  one.message('stop');
  expect(one.status).toBe('completed');
  expect(one.completed).not.toContain('review');
});

test('when a listener failed a retry lets only that one work again, at the end of an element too', async () => {
  const one = await play(task('hear.completing="first,second" listen.end="third,fourth"'));
  const failed = { type: 'fail-job' as const, message: 'no connection', retries: 0 };
  one.complete('review', { grade: 5 });
  say(one, { corrections: { priority: 90 } });
  one.act({ ...failed, wait: one.host.waits('job')[0]!.wait.id }).retry();
  expect(jobOf(one)).toMatchObject({
    type: 'second',
    headers: { 'io.camunda.zeebe:priority': '90' },
  });
  say(say(one));
  one.act({ ...failed, wait: one.host.waits('job')[0]!.wait.id }).retry();
  expect(jobOf(one).type).toBe('fourth');
  say(one);
  expect(one.status).toBe('completed');
  const worked = one.case.journal.flatMap((entry) =>
    entry.kind === 'wait.opened' && entry.wait.kind === 'job' ? [entry.wait.job.type] : [],
  );
  expect(worked).toEqual(['first', 'second', 'second', 'third', 'fourth', 'fourth']);
});
