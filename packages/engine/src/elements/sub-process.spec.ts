import { play, problemsOf } from '../testing/index.ts';

describe('embedded subprocess', () => {
  test('begins at its start event and completes when nothing in it is left', async () => {
    const one = await play(`
      start s
      sub inner {
        start i
        and fork
        user a
        user b
        i -> fork -> a
        fork -> b
      }
      end e
      s -> inner -> e
    `);
    one.complete('a');
    expect(one.completed).toEqual(['s', 'i', 'fork', 'a']);
    one.complete('b');
    expect(one.completed).toEqual(['b', 'inner', 'e']);
  });

  test('begins at every element without incoming flow when it has no start event', async () => {
    const one = await play('start s\nsub inner {\nuser a\nuser b\n}\ns -> inner');
    expect(one.waiting).toEqual(['task:a', 'task:b']);
  });

  test('has variables of its own that end with it', async () => {
    const one = await play(`
      start s
      sub inner in.local="=1" out.kept="=local + 1" {
        start i
        script t script="=local + 10" result=local
        i -> t
      }
      s -> inner
    `);
    expect(one.variables).toEqual({ kept: 12 });
  });

  test('in a subprocess is taken down whole by an interrupting boundary event, tasks and timers with it', async () => {
    const one = await play(`
      start s
      sub outer {
        start o
        sub inner {
          start i
          user a
          boundary soon of=a timer=PT1H beside
          user reminded
          i -> a
          soon -> reminded
        }
        o -> inner
      }
      boundary stop of=outer message=stop
      end stopped
      s -> outer
      stop -> stopped
    `);
    one.pass('PT1H');
    expect(one.waiting).toEqual(['message:stop', 'task:a', 'task:reminded']);
    expect(one.completed.length).toBeGreaterThan(0);
    one.message('stop');
    expect(one.trace).toEqual([
      'give-up:task:reminded',
      'terminate:reminded',
      'give-up:task:a',
      'terminate:a',
      'terminate:inner',
      'terminate:outer',
      'enter:stop',
      'complete:stop',
      'take:stop-to-stopped',
      'enter:stopped',
      'complete:stopped',
      'end:completed',
    ]);
    expect(one.waiting).toEqual([]);
  });

  test('is refused when it is empty', async () => {
    expect(await problemsOf('start s\nsub inner {\n}\ns -> inner')).toEqual(['error:empty@inner']);
  });
});

describe('event subprocess', () => {
  const withEvent = (start: string, more = ''): string => `
    start s
    user work
    end done
    on handler {
      start event ${start}
      user handle
      end handled
      event -> handle -> handled
    }
    s -> work -> done
    ${more}
  `;

  test('that interrupts takes everything else in its scope down', async () => {
    const one = await play(withEvent('message=stop'));
    one.message('stop', undefined, { why: 'x' });
    expect(one.waiting).toEqual(['task:handle']);
    one.complete('handle');
    expect(one.completed).toEqual(['s', 'event', 'handle', 'handled', 'handler']);
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ why: 'x' });
  });

  test('that interrupts stops even a called case', async () => {
    const one = await play(
      'start s\ncall work calls=other\non handler {\nstart event message=stop\nuser handle\nevent -> handle\n}\ns -> work',
      { also: { other: 'start s\nuser inside\ns -> inside' } },
    );
    expect(one.waiting).toContain('task:inside');
    one.message('stop');
    expect(one.waiting).toEqual(['task:handle']);
    expect([...one.host.cases.values()].map(({ state }) => state.status)).toEqual(['active', 'cancelled']);
  });

  test('that does not interrupt runs beside the scope, as often as its event happens', async () => {
    const one = await play(withEvent('message=note beside'));
    one.message('note');
    one.message('note');
    expect(one.waiting).toEqual(['message:event', 'task:handle', 'task:handle', 'task:work']);
    one.complete('work').complete('handle');
    expect(one.status).toBe('active');
    one.complete('handle');
    expect(one.status).toBe('completed');
  });

  test.each([
    ['signal=s1', (one: Awaited<ReturnType<typeof play>>) => one.signal('s1')],
    ['timer=P1D', (one: Awaited<ReturnType<typeof play>>) => one.pass('P1D')],
    ['condition="x > 1"', (one: Awaited<ReturnType<typeof play>>) => one.set({ x: 2 })],
    [
      'error=E',
      (one: Awaited<ReturnType<typeof play>>) => one.at('work', { type: 'throw-error', code: 'E' }),
    ],
    [
      'escalation=U',
      (one: Awaited<ReturnType<typeof play>>) => one.at('work', { type: 'throw-escalation', code: 'U' }),
    ],
  ])('starts by %s', async (start, happen) => {
    const one = await play(withEvent(start));
    happen(one);
    expect(one.waiting).toEqual(['task:handle']);
  });

  test('with a cycle timer starts at each date while its scope lives', async () => {
    const one = await play(withEvent('cycle=R3/PT1H beside'));
    one.pass('PT5H');
    expect(one.waiting).toEqual(['task:handle', 'task:handle', 'task:handle', 'task:work']);
  });

  test('of an inner scope interrupts only that scope', async () => {
    const one = await play(`
      start s
      and fork
      sub inner {
        start i
        user a
        on handler {
          start event message=stop
          user handle
          event -> handle
        }
        i -> a
      }
      user b
      end e
      s -> fork -> inner -> e
      fork -> b
    `);
    one.message('stop');
    expect(one.waiting).toEqual(['task:b', 'task:handle']);
    one.complete('handle');
    expect(one.completed.slice(-2)).toEqual(['inner', 'e']);
  });

  test('is refused without exactly one start event with a trigger', async () => {
    expect(await problemsOf('start s\non h {\nstart e\n}\ntask t\ns -> t')).toEqual([
      'error:event-subprocess-start@h',
    ]);
    expect(await problemsOf('start s\non h {\ntask e\n}\ntask t\ns -> t')).toContain(
      'error:event-subprocess-start@h',
    );
  });

  test('an event subprocess maps its inputs when it begins; what fails waits for a retry', async () => {
    const one = await play(
      'start s\nuser t\non v in.own="=assert(x, x > 0)" out.total="=own + 1" {\nstart i message=m beside\nuser k\ni -> k\n}\nend e\ns -> t -> e',
      { variables: { x: 0 } },
    );
    one.message('m');
    expect(one.incidents).toEqual(['expression@v']);
    one.set({ x: 5 }).retry().complete('k');
    expect(one.variables).toEqual({ x: 5, total: 6 });
  });
});
