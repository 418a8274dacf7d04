import { play, type Play } from '../testing/index.ts';

const done = { type: 'complete-job' as const, variables: {} };
/** The listener at work answers. */
const say = (one: Play, result?: object): Play =>
  one.act({ ...done, ...(result && { result }), wait: one.host.waits('job')[0]!.wait.id });
const jobs = (one: Play): string[] => one.host.waits('job').map(({ wait }) => wait.job.type);
const noted = (one: Play): string[] =>
  one.case.journal.flatMap((entry) => (entry.kind === 'warning' ? [entry.message] : []));

test('a boundary event that interrupts a task goes on when its canceling listeners are done, one after the other', async () => {
  const one = await play(`
    start begin
    user review assignee=ann hear.canceling="first,second"
    boundary late of=review timer=PT1H
    user remind
    end finish
    begin -> review -> finish
    late -> remind -> finish
  `);
  one.pass('PT1H');
  expect(one.waiting).toEqual(['job:review']);
  expect(one.host.waits('job')[0]!.wait.job).toMatchObject({
    type: 'first',
    listener: 'canceling',
    headers: { 'io.camunda.zeebe:action': 'canceling', 'io.camunda.zeebe:assignee': 'ann' },
  });
  say(one);
  expect(jobs(one)).toEqual(['second']);
  say(one);
  expect(one.waiting).toEqual(['task:remind']);
  one.complete('remind');
  expect(one.status).toBe('completed');
  expect(one.completed).not.toContain('review');
});

test('what has no such listener is gone at once, and the rest of the case goes on meanwhile', async () => {
  const one = await play(`
    start begin
    and fork
    sub inner {
      start in
      and both
      user review hear.canceling=tidy
      user other
      end out
      in -> both -> review -> out
      both -> other -> out
    }
    boundary stop of=inner message=stop
    user aside
    user instead
    end finish
    begin -> fork -> inner -> finish
    fork -> aside -> finish
    stop -> instead -> finish
  `);
  one.message('stop', undefined, { why: 'moved' });
  expect(one.waiting).toEqual(['job:review', 'task:aside']);
  one.complete('aside');
  expect(one.waiting).toEqual(['job:review']);
  say(one);
  expect(one.waiting).toEqual(['task:instead']);
  expect(one.variables).toEqual({ why: 'moved' });
});

test('listeners cannot deny that a task is canceled, nor change it', async () => {
  const one = await play(task());
  one.message('stop');
  say(one, { denied: true, deniedReason: 'too early' });
  expect(one.status).toBe('completed');
  expect(noted(one)).toEqual(['the denial of a listener came to nothing: the task is canceled already']);
});

test('a failed canceling listener is an incident; a retry lets only that one work again', async () => {
  const one = await play(task('first,second'));
  one.message('stop');
  say(one);
  one.at('review', { type: 'fail-job', message: 'no connection', retries: 0 });
  expect(one.incidents).toEqual(['job@review']);
  one.retry();
  expect(jobs(one)).toEqual(['second']);
  say(one);
  expect(one.status).toBe('completed');
});

test('a canceled case ends when the listeners of all its open tasks have answered', async () => {
  const one = await play(`
    start begin
    user review hear.canceling=tidy times=2
    end finish
    begin -> review -> finish
  `);
  const ids = one.host.tasks().map(({ wait }) => wait.id);
  one.act({ type: 'cancel' });
  expect(one.status).toBe('active');
  expect(one.waiting).toEqual(['job:review', 'job:review']);
  expect(one.refused({ type: 'complete-task', wait: ids[0]!, variables: {} })).toBe('not-open');
  expect(one.refused({ type: 'modify', activate: [{ node: 'review' }], terminate: [] })).toBe(
    'cannot-modify',
  );
  one.act({ type: 'cancel' });
  expect(one.waiting).toEqual(['job:review', 'job:review']);
  say(say(one));
  expect(one.status).toBe('cancelled');
});

test('a suspended case that is canceled lets the listeners answer', async () => {
  const one = await play(task());
  one.act({ type: 'suspend' }).act({ type: 'cancel' });
  say(one);
  expect(one.status).toBe('cancelled');
});

test('an outer interruption overtakes an inner one: the listeners work once, and only the outer one goes on', async () => {
  const one = await play(`
    start begin
    sub inner {
      start in
      user review hear.canceling=tidy
      boundary late of=review timer=PT1H
      user remind
      end out
      in -> review -> out
      late -> remind -> out
    }
    boundary stop of=inner message=stop
    user instead
    end finish
    begin -> inner -> finish
    stop -> instead -> finish
  `);
  one.pass('PT1H');
  one.message('stop');
  expect(jobs(one)).toEqual(['tidy']);
  say(one);
  expect(one.waiting).toEqual(['task:instead']);
});

test('an interrupting event subprocess begins after the listeners', async () => {
  const one = await play(`
    start begin
    user review hear.canceling=tidy
    end finish
    begin -> review -> finish
    on alarm {
      start rung message=alarm
      user react
      end calm
      rung -> react -> calm
    }
  `);
  one.message('alarm', undefined, { how: 'loud' });
  expect(one.waiting).toEqual(['job:review']);
  expect(one.message('alarm')).toBe(false);
  say(one);
  expect(one.waiting).toEqual(['task:react']);
  expect(one.variables).toMatchObject({ how: 'loud' });
});

test('an error, a terminate end event and a completion condition wait for the listeners too', async () => {
  const thrown = await play(`
    start begin
    sub inner {
      start in
      and both
      user review hear.canceling=tidy
      service fails job=x
      end out
      in -> both -> review -> out
      both -> fails -> out
    }
    boundary wrong of=inner error=bad
    user instead
    end finish
    begin -> inner -> finish
    wrong -> instead -> finish
  `);
  thrown.at('fails', { type: 'throw-error', code: 'bad' });
  expect(thrown.waiting).toEqual(['job:review']);
  expect(say(thrown).waiting).toEqual(['task:instead']);

  const terminated = await play(`
    start begin
    and fork
    user review hear.canceling=tidy
    user enough
    end stop terminate
    end finish
    begin -> fork -> review -> finish
    fork -> enough -> stop
  `);
  terminated.complete('enough');
  expect(terminated.waiting).toEqual(['job:review']);
  expect(say(terminated).status).toBe('completed');

  const several = await play(`
    start begin
    user vote hear.canceling=tidy times=3 until="numberOfCompletedInstances = 1"
    user count
    end finish
    begin -> vote -> count -> finish
  `);
  several.complete('vote');
  expect(several.waiting).toEqual(['job:vote', 'job:vote']);
  expect(say(say(several)).waiting).toEqual(['task:count']);
});

test('a task of which another listener is at work is canceled through its canceling listeners', async () => {
  const one = await play(`
    start begin
    user review hear.completing=check hear.creating=create hear.canceling=tidy
    boundary stop of=review message=stop
    end finish
    begin -> review -> finish
    stop -> finish
  `);
  say(one).complete('review');
  expect(jobs(one)).toEqual(['check']);
  one.message('stop');
  expect(jobs(one)).toEqual(['tidy']);
  say(one);
  expect(one.status).toBe('completed');
});

test('a cancelled transaction is compensated after the listeners', async () => {
  const one = await play(`
    start begin
    transaction deal {
      start in
      task book
      boundary undo of=book compensation handler=unbook
      user unbook handler
      and both
      user review hear.canceling=tidy
      user refuse
      end refused cancel
      end out
      in -> book -> both -> review -> out
      both -> refuse -> refused
    }
    boundary off of=deal cancel
    user instead
    end finish
    begin -> deal -> finish
    off -> instead -> finish
  `);
  one.complete('refuse');
  expect(one.waiting).toEqual(['job:review']);
  say(one);
  expect(one.waiting).toEqual(['task:unbook']);
  one.complete('unbook');
  expect(one.waiting).toEqual(['task:instead']);
});

test('an operator takes the task down: the case ends or goes on as without listeners, after them', async () => {
  const one = await play(task());
  const element = one.host.tasks()[0]!.wait.element;
  one.act({ type: 'modify', activate: [{ node: 'after' }], terminate: [element] });
  expect(one.waiting).toEqual(['job:review', 'task:after']);
  expect(one.refused({ type: 'modify', activate: [], terminate: [element] })).toBe('cannot-modify');
  say(one);
  expect(one.waiting).toEqual(['task:after']);

  const two = await play(task());
  two.act({ type: 'modify', activate: [], terminate: [two.host.tasks()[0]!.wait.element] });
  expect(two.status).toBe('active');
  expect(say(two).status).toBe('cancelled');
});

test('an ad-hoc subprocess ends after the listeners of what it gives up', async () => {
  const one = await play(`
    start begin
    adhoc inner {
      user review hear.canceling=tidy
    }
    user after
    end finish
    begin -> inner -> after -> finish
  `);
  const element = Number(one.case.state.lastId);
  one.act({ type: 'activate-adhoc', element, nodes: ['review'] });
  one.act({ type: 'complete-adhoc', element });
  expect(one.waiting).toEqual(['job:review']);
  expect(one.refused({ type: 'activate-adhoc', element, nodes: ['review'] })).toBe('not-open');
  say(one);
  expect(one.waiting).toEqual(['task:after']);
});

function task(listeners = 'tidy'): string {
  return `
    start begin
    user review hear.canceling="${listeners}"
    boundary stop of=review message=stop
    user after
    end finish
    end stopped
    begin -> review -> after -> finish
    stop -> stopped
  `;
}

describe('a caller that gives a called case up goes on when that has ended', () => {
  const answer = (one: Play): void => {
    const { caseId, wait } = one.host.waits('job')[0]!;
    one.act({ ...done, wait: wait.id }, caseId);
  };
  const called = 'start a\nuser review hear.canceling=tidy\nend z\na -> review -> z';
  const caller =
    'start s\ncall c calls=inner\nboundary stop of=c message=stop\nuser instead\nend e\ns -> c -> e\nstop -> instead -> e';

  test('with its canceling listeners', async () => {
    const one = await play(caller, { also: { inner: called } });
    one.message('stop');
    expect(one.waiting).toEqual(['job:review']);
    expect(one.status).toBe('active');
    answer(one);
    expect(one.waiting).toEqual(['task:instead']);
    expect([...one.host.cases.values()].map(({ state }) => state.status)).toEqual(['active', 'cancelled']);
    one.complete('instead');
    expect(one.completed).not.toContain('c');
    expect(one.status).toBe('completed');
  });

  test('also two calls down, where the case between ends by an error', async () => {
    const between =
      'start b\nand g\ncall d calls=inner\nuser wrong\nend bad error=E\nend f\nb -> g -> d -> f\ng -> wrong -> bad';
    const one = await play(
      'start s\ncall c calls=between\nboundary failed of=c error=E\nuser mend\nend e\ns -> c -> e\nfailed -> mend -> e',
      { also: { between, inner: called } },
    );
    one.complete('wrong');
    expect(one.waiting).toEqual(['child:c', 'job:review']);
    answer(one);
    expect(one.waiting).toEqual(['task:mend']);
  });

  test('or had never begun', async () => {
    const one = await play(
      'start s\ncall c calls=inner\nboundary now of=c condition=true\nuser instead\nend e\ns -> c -> e\nnow -> instead -> e',
      { also: { inner: called } },
    );
    expect(one.waiting).toEqual(['task:instead']);
  });

  test('but a case that nobody called ends at once', async () => {
    const one = await play(caller, { also: { inner: called } });
    one.act({ type: 'cancel' });
    expect(one.status).toBe('cancelled');
    expect(one.waiting).toEqual(['job:review']);
    answer(one);
    expect(one.waiting).toEqual([]);
  });
});
