import { BpmnError, JobFailure } from '../memory/errors.ts';
import { play, problemsOf } from '../testing/index.ts';

const one = 'start s\nservice t job=mail\nend e\ns -> t -> e';

describe('service task', () => {
  test('opens a job with type, attempts, headers and the visible variables', async () => {
    const run = await play(
      'start s\nservice t job="=kind" retries=5 header.to=all header.retryBackoff=PT5M\ns -> t',
      {
        variables: { kind: 'mail', a: 1 },
      },
    );
    expect(run.waitAt('t').wait).toMatchObject({
      kind: 'job',
      job: {
        type: 'mail',
        retries: 5,
        backoff: 'PT5M',
        headers: { to: 'all' },
        variables: { kind: 'mail', a: 1 },
      },
    });
  });

  test('with input mappings shows the job only the local variables', async () => {
    const run = await play('start s\nservice t job=mail in.to="=who"\ns -> t', {
      variables: { who: 'me', a: 1 },
    });
    expect(run.waitAt('t').wait).toMatchObject({ job: { variables: { to: 'me' }, retries: 3 } });
  });

  test('completes with the result of the job in the nearest scope that has the variable', async () => {
    const run = await play(
      `
      start s
      sub inner in.known="=0" {
        start i
        service t job=mail
        user look
        i -> t -> look
      }
      s -> inner
    `,
      { connectors: { mail: () => ({ known: 1, fresh: 2 }) } },
    );
    expect(run.variables).toEqual({ fresh: 2 });
    run.complete('look');
    expect(run.status).toBe('completed');
  });

  test('tries again while attempts are left, then stops with an incident that a retry opens anew', async () => {
    let calls = 0;
    const run = await play(one, {
      connectors: {
        mail: () => {
          calls += 1;
          if (calls <= 3) throw new Error('no connection');
          return {};
        },
      },
    });
    expect(calls).toBe(3);
    expect(run.incidents).toEqual(['job@t']);
    expect(run.incidentMessages[0]).toBe('t: job «mail» failed: no connection');
    run.retry();
    expect(calls).toBe(4);
    expect(run.status).toBe('completed');
    expect(run.incidents).toEqual([]);
  });

  test('stops at once when the connector leaves no attempt', async () => {
    const run = await play(one, {
      connectors: {
        mail: () => {
          throw new JobFailure('bad address', 0);
        },
      },
    });
    expect(run.incidents).toEqual(['job@t']);
  });

  test('throws a BPMN error that its boundary event catches', async () => {
    const run = await play(
      `${one}
      boundary bad of=t error=NO_ADDRESS
      end handled
      bad -> handled`,
      {
        connectors: {
          mail: () => {
            throw new BpmnError('NO_ADDRESS', 'none', { who: 'me' });
          },
        },
      },
    );
    expect(run.completed).toEqual(['s', 'bad', 'handled']);
    expect(run.variables).toEqual({ who: 'me' });
  });

  test('an error that nobody catches is an incident; a retry does the job again', async () => {
    let fails = true;
    const run = await play(one, {
      connectors: {
        mail: () => {
          if (fails) throw new BpmnError('X');
          return {};
        },
      },
    });
    expect(run.incidents).toEqual(['uncaught-error@t']);
    fails = false;
    run.retry();
    expect(run.status).toBe('completed');
  });

  test('escalates without ending when a non-interrupting event catches it', async () => {
    const run = await play(`${one}\nboundary told of=t escalation=HELP beside\nuser help\ntold -> help`);
    run.at('t', { type: 'throw-escalation', code: 'HELP' });
    expect(run.waiting).toEqual(['job:t', 'task:help']);
  });

  test('refuses the result of a job that is no longer open', async () => {
    const run = await play(one);
    const { wait } = run.waitAt('t');
    run.at('t', { type: 'complete-job', variables: {} });
    expect(run.refused({ type: 'complete-job', wait: wait.id, variables: {} })).toBe('not-active');
  });

  test.each([0, 'many', 1.5])('with %s attempts is an incident', async (retries) => {
    const one = await play('start s\nservice t job=a retries="=n"\ns -> t', { variables: { n: retries } });
    expect(one.incidents).toEqual(['job@t']);
  });

  test('without a task definition passes, with a warning at compile time', async () => {
    const text = 'start s\nservice t\nend e\ns -> t -> e';
    expect(await problemsOf(text)).toEqual(['warning:no-job@t']);
    expect((await play(text)).status).toBe('completed');
  });
});
