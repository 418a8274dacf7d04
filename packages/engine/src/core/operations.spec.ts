import { element, liveElements, openWaits } from './step.ts';
import { migrate, type MigrationPlan } from './migrate.ts';
import { modelOf, NOON, play, type Play } from '../testing/index.ts';

const HOUR = 3_600_000;
let moves = 0;

/** Carries the case over and lets the rest of the spec see it on the new model. */
async function carry(one: Play, text: string, mapping: MigrationPlan['mapping'] = {}) {
  const to = await modelOf(text);
  const step = migrate(one.case.model, to, one.case.state, { mapping, id: `move-${moves++}` }, one.host.now);
  if (!step.rejected) {
    one.case.state = step.state;
    one.case.model = to;
    one.case.journal.push(...step.journal);
  }
  return step;
}

describe('a message', () => {
  const keyed = 'start s\ncatch c message=m key="=k"\nend e\ns -> c -> e';

  test('without a key never reaches a subscription with one', async () => {
    const one = await play(keyed, { variables: { k: 'a' } });
    expect(one.message('m')).toBe(false);
    expect(one.refused({ type: 'correlate-message', name: 'm', variables: {} })).toBe('not-open');
    expect(one.message('m', 'b')).toBe(false);
    expect(one.message('m', 'a')).toBe(true);
    expect(one.status).toBe('completed');
  });

  test('with a key reaches a subscription without one', async () => {
    const one = await play('start s\ncatch c message=m\nend e\ns -> c -> e');
    expect(one.message('m', 'a')).toBe(true);
  });

  test('that comes to a suspended case is kept for one subscription, the next goes elsewhere', async () => {
    const one = await play('start s\ncatch c message=m\nuser t\ns -> c -> t');
    one.act({ type: 'suspend' });
    expect(one.message('m', undefined, { first: true })).toBe(true);
    expect(one.message('m', undefined, { first: false }, 'PT1H')).toBe(false);
    one.act({ type: 'resume' });
    expect(one.variables).toEqual({ first: true });
    expect(one.waiting).toEqual(['task:t']);
  });
});

describe('suspending', () => {
  const parent =
    'start s\nand f\nuser own\ncall c calls=child\nboundary late of=c timer=PT2H beside\nuser told\ns -> f -> own\nf -> c\nlate -> told';
  const child =
    'start s\nuser inside\nboundary b of=inside timer=PT1H beside\nuser reminder\ns -> inside\nb -> reminder';

  test('holds the cases it called, and resuming lets them go on with what fell due', async () => {
    const one = await play(parent, { also: { child } });
    const [called] = one.host.children(one.case.id);
    one.act({ type: 'suspend' });
    expect(called!.state.status).toBe('suspended');
    expect(one.host.tryAct(called!.id, { type: 'cancel' })).toBeUndefined();
    const two = await play(parent, { also: { child } });
    const [held] = two.host.children(two.case.id);
    const task = two.host.tasks('inside')[0]!;
    two.act({ type: 'suspend' });
    expect(
      two.host.tryAct(held!.id, { type: 'complete-task', wait: task.wait.id, variables: {} }),
    ).toMatchObject({ code: 'suspended' });
    two.pass('PT3H');
    expect(two.host.tasks('reminder')).toEqual([]);
    two.act({ type: 'resume' });
    expect(held!.id && two.host.cases.get(held!.id)!.state.status).toBe('active');
    expect(two.host.tasks('reminder')).toHaveLength(1);
    expect(two.host.tasks('told')).toHaveLength(1);
  });

  test('keeps timers of event subprocesses and the tasks of a multi-instance', async () => {
    const one = await play(
      'start s\nuser t times=2\nend e\ns -> t -> e\non watch {\nstart w timer=PT1H beside\nuser check\nw -> check\n}',
    );
    one.act({ type: 'suspend' });
    for (const { wait } of one.host.tasks('t'))
      expect(one.refused({ type: 'complete-task', wait: wait.id, variables: {} })).toBe('suspended');
    one.pass('PT2H');
    expect(one.waiting).toEqual(['task:t', 'task:t', 'timer:w']);
    one.act({ type: 'resume' });
    expect(one.waiting).toEqual(['task:check', 'task:t', 'task:t']);
  });
});

describe('modifying', () => {
  test('sets variables where a result would go, before the scopes around the target are made', async () => {
    const one = await play(
      'start s\nuser a\nsub in {\nuser b\n}\nboundary m of=in timer="=wait"\nuser c\ns -> a -> in -> c\nm -> c',
    );
    one.act({
      type: 'modify',
      activate: [{ node: 'b', variables: { wait: 'PT1H' } }],
      terminate: [one.waitAt('a').wait.element],
    });
    expect(one.incidents).toEqual([]);
    expect(one.variables).toEqual({ wait: 'PT1H' });
    one.pass('PT1H');
    expect(one.waiting).toEqual(['task:c']);
  });
});

describe('migrating', () => {
  const before =
    'start s\nuser t assignee="=who" due="2026-12-01T10:00:00Z"\nboundary late of=t timer=PT5H beside\nboundary word of=t message=one beside\nuser x\ns -> t -> x\nlate -> x\nword -> x';

  test('keeps the number, assignee and date of a task, and the rest of its timers’ time', async () => {
    const one = await play(before, { variables: { who: 'ann' } });
    const task = one.waitAt('t').wait;
    one.pass('PT2H');
    const step = await carry(
      one,
      before.replaceAll('user t', 'user t2').replaceAll('of=t ', 'of=t2 ').replace('s -> t ', 's -> t2 '),
      {
        t: 't2',
      },
    );
    expect(step.rejected).toBeUndefined();
    const moved = one.waitAt('t2').wait;
    expect(moved).toMatchObject({
      id: task.id,
      task: { assignee: 'ann', dueDate: task.kind === 'task' && task.task.dueDate },
    });
    expect(one.waitAt('late').wait).toMatchObject({ timer: { due: NOON + 5 * HOUR } });
    one.pass('PT3H');
    expect(one.host.tasks('x')).toHaveLength(1);
  });

  test('does not start a timer again that has fired for the last time', async () => {
    const one = await play(before, { variables: { who: 'ann' } });
    one.pass('PT5H');
    expect(one.waiting).toEqual(['message:word', 'task:t', 'task:x']);
    await carry(one, before.replace('boundary late', 'boundary later').replace('\nlate ->', '\nlater ->'), {
      late: 'later',
    });
    expect(one.waiting).toEqual(['message:word', 'task:t', 'task:x']);
  });

  test('waits for what the new version says: other messages, other kinds, events that came and went', async () => {
    const one = await play(before, { variables: { who: 'ann' } });
    await carry(
      one,
      'start s\nuser t\nboundary late of=t signal=loud beside\nboundary word of=t message=two beside\nboundary more of=t timer=PT1H beside\nuser x\ns -> t -> x\nlate -> x\nword -> x\nmore -> x',
    );
    expect(one.waiting).toEqual(['message:word', 'signal:late', 'task:t', 'timer:more']);
    expect(one.message('one')).toBe(false);
    expect(one.message('two')).toBe(true);
    await carry(one, 'start s\nuser t\nuser x\ns -> t -> x');
    expect(one.waiting).toEqual(['task:t', 'task:x']);
  });

  test('carries event-based gateways over with the events behind them', async () => {
    const one = await play(
      'start s\nrace g\ncatch a message=m\ncatch b timer=PT4H\nuser x\ns -> g -> a -> x\ng -> b -> x',
    );
    one.pass('PT1H');
    const { rejected } = await carry(
      one,
      'start s\nrace g\ncatch a message=other\ncatch b timer=PT9H\ncatch c signal=loud\nuser x\ns -> g -> a -> x\ng -> b -> x\ng -> c -> x',
    );
    expect(rejected).toBeUndefined();
    expect(one.waiting).toEqual(['message:a', 'signal:c', 'timer:b']);
    one.pass('PT3H');
    expect(one.waiting).toEqual(['task:x']);
  });

  test('carries called cases, multi-instances, event subprocesses, joins and compensation over', async () => {
    const text = (task: string, done: string) =>
      `start s\nand f\nuser ${task} times=3\ncall c calls=child\nuser ${done}\nboundary b of=${done} compensation handler=undo\ntask undo handler=true\nand j\nthrow back compensation\nend e\ns -> f -> ${task} -> j -> back -> e\nf -> c -> j\nf -> ${done} -> j\non watch {\nstart w message=m beside\nuser seen\nw -> seen\n}`;
    const child = 'start s\nuser inside\ns -> inside';
    const one = await play(text('t', 'd'), { also: { child } });
    one.complete('t').complete('d');
    const { rejected } = await carry(one, text('t2', 'd2'), {
      t: 't2',
      d: 'd2',
      'd-to-j': 'd2-to-j',
      't-to-j': 't2-to-j',
    });
    expect(rejected).toBeUndefined();
    expect(one.message('m')).toBe(true);
    one.complete('inside').complete('t2').complete('t2');
    one.complete('seen');
    expect(one.status).toBe('completed');
    expect(one.completed).toContain('undo');
  });

  test('names the new place of an incident, and its retry goes on there', async () => {
    const one = await play('start s\nscript a script="=assert(x, x > 0)" result=r\nuser t\ns -> a -> t', {
      variables: { x: 0 },
    });
    const text = 'start s\nscript b script="=1" result=r\nuser t\ns -> b -> t';
    expect(one.incidents).toEqual(['expression@a']);
    await carry(one, text, { a: 'b' });
    expect(one.incidents).toEqual(['expression@b']);
    one.retry();
    expect(one.waiting).toEqual(['task:t']);
  });

  test('is refused whole where an event of the new version cannot be waited for', async () => {
    const one = await play('start s\nuser t\ns -> t');
    const { state } = one.case;
    const step = await carry(
      one,
      'start s\nuser t\nboundary b of=t message=m key="=unknown"\nuser x\ns -> t\nb -> x',
    );
    expect(step.rejected).toMatchObject({ code: 'cannot-migrate', details: [{ node: 't' }] });
    expect(step.state).toBe(state);
  });
});

describe('an ad-hoc subprocess', () => {
  test('starts no boundary events, event subprocesses and compensation handlers by hand', async () => {
    const one = await play(
      'start s\nadhoc a {\nuser t\nboundary b of=t timer=PT1H\ntask k\nboundary u of=k compensation handler=undo\ntask undo handler=true\non w {\nstart m message=m\ntask z\nm -> z\n}\n}\ns -> a',
    );
    const scope = liveElements(one.case.state).find(({ node }) => node === 'a')!.id;
    for (const node of ['b', 'w', 'undo', 's', 'nowhere'])
      expect(one.refused({ type: 'activate-adhoc', element: scope, nodes: [node] })).toBe('unknown-element');
    one.act({ type: 'activate-adhoc', element: scope, nodes: ['t'] });
    expect(openWaits(one.case.state).map(({ node }) => node)).toContain('t');
    expect(element(one.case.state, scope)?.children).toBe(1);
  });
});

describe('starts by events', () => {
  test('a parallel multiple start event begins one case when all has happened, with the variables of all', async () => {
    const one = await play('start s message=a|b signal=c all=true\nuser t\ns -> t', { begin: false });
    expect(one.message('a', undefined, { x: 1 })).toBe(true);
    one.message('a', undefined, { x: 2 });
    one.signal('c', { z: 3 });
    expect(one.host.cases.size).toBe(0);
    one.message('b', undefined, { y: 2 });
    expect(one.host.cases.size).toBe(1);
    expect(one.variables).toEqual({ x: 2, y: 2, z: 3 });
    one.message('b');
    expect(one.host.cases.size).toBe(1);
  });

  test('one case per key is active at a time where the model gives the message a key, else each message begins one', async () => {
    const keyed = await play('start s message=m key="=k"\nuser t\ns -> t', { begin: false });
    expect(keyed.message('m', 'a')).toBe(true);
    expect(keyed.message('m', 'a')).toBe(false);
    expect(keyed.message('m', 'b')).toBe(true);
    keyed.complete('t');
    expect(keyed.message('m', 'a')).toBe(true);
    const free = await play('start s message=m\nuser t\ns -> t', { begin: false });
    free.message('m', 'a');
    free.message('m', 'a');
    expect(free.host.cases.size).toBe(2);
  });
});

describe('a case is carried over while listeners work', () => {
  const done = { type: 'complete-job' as const, variables: {} };

  test('and its boundary events begin to wait once, when the start listeners are done', async () => {
    const text = (id: string) => `
      start s
      user ${id} listen.start=prepare
      boundary late of=${id} timer=PT1H
      end e
      s -> ${id} -> e
      late -> e
    `;
    const one = await play(text('t'));
    expect(
      (await carry(one, text('u'), { t: 'u', 's-to-t': 's-to-u', 't-to-e': 'u-to-e' })).rejected,
    ).toBeUndefined();
    expect(one.waiting).toEqual(['job:u']);
    one.at('u', done);
    expect(one.waiting).toEqual(['task:u', 'timer:late']);
  });

  test('and an event subprocess begins at its event under the new name', async () => {
    const text = (start: string) => `
      start s
      user t
      end e
      s -> t -> e
      on alarm listen.start=prepare {
        start ${start} message=alarm
        user react
        end calm
        ${start} -> react -> calm
      }
    `;
    const one = await play(text('rung'));
    one.message('alarm');
    const mapping = { rung: 'called', 'rung-to-react': 'called-to-react' };
    expect((await carry(one, text('called'), mapping)).rejected).toBeUndefined();
    one.at('alarm', done);
    expect(one.waiting).toEqual(['task:react']);
  });

  test('but not while a task is being canceled', async () => {
    const text =
      'start s\nuser t hear.canceling=tidy\nboundary b of=t message=stop\nend e\ns -> t -> e\nb -> e';
    const one = await play(text);
    one.message('stop');
    expect((await carry(one, text)).rejected).toMatchObject({
      code: 'cannot-migrate',
      details: [{ node: 't' }],
    });
    one.at('t', done);
    expect(one.status).toBe('completed');
  });
});
