import { diagram, play, problemsOf } from '../testing/index.ts';

const done = { type: 'complete-job' as const, variables: {} };

describe('execution listeners', () => {
  test('work one after the other before an element begins and after it is done', async () => {
    const one = await play(`
      start begin
      service check job=check listen.start="first,second" listen.end=last
      end finish
      begin -> check -> finish
    `);
    const jobs = (): string[] => one.host.waits('job').map(({ wait }) => wait.job.type);
    expect(jobs()).toEqual(['first']);
    one.at('check', done);
    expect(jobs()).toEqual(['second']);
    one.at('check', done);
    expect(jobs()).toEqual(['check']);
    one.at('check', done);
    expect(jobs()).toEqual(['last']);
    expect(one.status).toBe('active');
    one.at('check', done);
    expect(one.status).toBe('completed');
  });

  test('what a start listener gives is local, what an end listener gives goes to the case', async () => {
    const one = await play(`
      start begin
      user check listen.start=prepare listen.end=tidy out.seen="= key"
      end finish
      begin -> check -> finish
    `);
    one.at('check', { ...done, variables: { key: 'k-1' } });
    expect(one.waiting).toEqual(['task:check']);
    one.complete('check');
    expect(one.variables).toEqual({ seen: 'k-1' });
    one.at('check', { ...done, variables: { tidied: true } });
    expect(one.variables).toEqual({ seen: 'k-1', tidied: true });
  });

  test('decide at a gateway and correlate a message by what they found out', async () => {
    const one = await play(`
      start begin
      xor choose listen.start=find
      catch wait message=answer key="= number" listen.start=number
      end far
      end near
      begin -> choose
      choose -> wait if place = "far"
      choose => near
      wait -> far
    `);
    one.at('choose', { ...done, variables: { place: 'far' } });
    one.at('wait', { ...done, variables: { number: 'n-7' } });
    expect(one.message('answer', 'n-7')).toBe(true);
    expect(one.status).toBe('completed');
  });

  test('boundary events wait only while the element itself is at work', async () => {
    const one = await play(`
      start begin
      user check listen.start=first listen.end=last
      boundary late of=check timer=PT1H
      end finish
      end missed
      begin -> check -> finish
      late -> missed
    `);
    expect(one.waiting).toEqual(['job:check']);
    one.at('check', done);
    expect(one.waiting).toEqual(['task:check', 'timer:late']);
  });

  test('of a scope and of each instance of a multi-instance', async () => {
    const one = await play(`
      start begin
      sub inner listen.start=open listen.end=shut times=2 {
        start in
        end out
        in -> out
      }
      end finish
      begin -> inner -> finish
    `);
    const jobs = (): string[] => one.host.waits('job').map(({ wait }) => wait.job.type);
    expect(jobs()).toEqual(['open', 'open']);
    one.at('inner', done).at('inner', done);
    expect(jobs()).toEqual(['shut', 'shut']);
    one.at('inner', done).at('inner', done);
    expect(one.status).toBe('completed');
  });

  test('of an event subprocess work after its event and before its elements', async () => {
    const one = await play(`
      start begin
      user work
      end finish
      begin -> work -> finish
      on alarm listen.start=prepare {
        start rung message=alarm
        user react
        end calm
        rung -> react -> calm
      }
    `);
    one.message('alarm', undefined, { how: 'loud' });
    expect(one.waiting).toEqual(['job:alarm']);
    one.at('alarm', done);
    expect(one.waiting).toEqual(['task:react']);
    one.complete('react');
    expect(one.variables).toMatchObject({ how: 'loud' });
  });

  test('of the process work before anything else and before the case ends', async () => {
    const listeners = ['start', 'end']
      .map((event) => `<zeebe:executionListener eventType="${event}" type="${event}-of-case"/>`)
      .join('');
    const text = 'start begin\nuser work\nend finish\nbegin -> work -> finish';
    const xml = diagram(text).replace(
      /<bpmn:process [^>]*>/,
      `$&<bpmn:extensionElements><zeebe:executionListeners>${listeners}</zeebe:executionListeners></bpmn:extensionElements>`,
    );
    const one = await play(xml);
    expect(one.waiting).toEqual(['job:process']);
    one.at('process', { ...done, variables: { from: 'listener' } });
    one.complete('work');
    expect(one.waiting).toEqual(['job:process']);
    one.at('process', { ...done, variables: { closed: true } });
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ from: 'listener', closed: true });
  });

  test('a failed listener is an incident; a retry lets only that one work again', async () => {
    const one = await play(`
      start begin
      user work listen.start="first,second"
      end finish
      begin -> work -> finish
    `);
    one.at('work', done);
    one.at('work', { type: 'fail-job', message: 'no connection', retries: 0 });
    expect(one.incidents).toEqual(['job@work']);
    one.retry();
    expect(one.host.waits('job').map(({ wait }) => wait.job.type)).toEqual(['second']);
    one.at('work', done);
    expect(one.waiting).toEqual(['task:work']);
  });

  test('an expression for its job that fails is an incident before the work', async () => {
    const one = await play(`
      start begin
      user work listen.start="= kind"
      end finish
      begin -> work -> finish
    `);
    expect(one.incidents).toEqual(['job@work']);
    one.set({ kind: 'mail' }).retry();
    expect(one.host.waits('job').map(({ wait }) => wait.job.type)).toEqual(['mail']);
  });

  test('cannot throw a BPMN error: that is an incident', async () => {
    const one = await play(`
      start begin
      user work listen.start=first
      boundary wrong of=work error=bad
      end finish
      end caught
      begin -> work -> finish
      wrong -> caught
    `);
    one.at('work', { type: 'throw-error', code: 'bad' });
    expect(one.incidents).toEqual(['job@work']);
    one.retry().at('work', done);
    expect(one.waiting).toEqual(['task:work']);
  });

  test('are given up with their element', async () => {
    const one = await play(`
      start begin
      sub inner {
        start in
        user work listen.start=first
        end out
        in -> work -> out
      }
      boundary stop of=inner message=stop
      end finish
      end stopped
      begin -> inner -> finish
      stop -> stopped
    `);
    one.message('stop');
    expect(one.status).toBe('completed');
  });

  test('where an element has no such moment they are refused', async () => {
    const refused = async (text: string): Promise<string[]> =>
      (await problemsOf(text)).filter((one) => one.includes('unsupported-listener'));
    expect(
      await refused(`
        start begin listen.start=a
        xor choose listen.end=b
        user work listen.start="c,c" hear.started=d
        service other job=x hear.creating=e
        end broken error=bad listen.end=f
        begin -> choose -> work -> other -> broken
      `),
    ).toEqual([
      'error:unsupported-listener@begin',
      'error:unsupported-listener@choose',
      'error:unsupported-listener@work',
      'error:unsupported-listener@work',
      'error:unsupported-listener@other',
      'error:unsupported-listener@broken',
    ]);
  });
});
