import { BpmnError } from '../memory/errors.ts';
import { play, problemsOf } from '../testing/index.ts';

const text = 'start s\ncall c calls=other\nend e\ns -> c -> e';
const other = 'start s\nuser inside\nend e\ns -> inside -> e';

describe('call activity', () => {
  test('starts a case of the called process with its variables and waits for its end', async () => {
    const one = await play(text, { variables: { a: 1 }, also: { other } });
    const [child] = one.host.children(one.case.id);
    expect(one.host.variables(child!.id)).toEqual({ a: 1 });
    one.complete('inside', { b: 2 });
    expect(one.completed).toEqual(['s', 'c', 'e']);
    expect(one.variables).toEqual({ a: 1, b: 2 });
  });

  test('gives the called case the business key that it names', async () => {
    const one = await play('start s\ncall c calls=other businessKey="=number"\ns -> c', {
      variables: { number: 'A-7' },
      also: { other },
    });
    expect(one.host.children(one.case.id)[0]!.state.businessKey).toBe('A-7');
  });

  test('with output mappings takes only what they name', async () => {
    const one = await play('start s\ncall c calls="=which" in.x="=a" out.y="=b"\ns -> c', {
      variables: { a: 1, which: 'other' },
      also: { other },
    });
    one.complete('inside', { b: 2, c: 3 });
    expect(one.variables).toEqual({ a: 1, which: 'other', y: 2 });
  });

  test('closed to both sides passes only mapped variables', async () => {
    const one = await play('start s\ncall c calls=other closed narrow in.x="=a"\ns -> c', {
      variables: { a: 1 },
      also: { other },
    });
    expect(one.host.variables(one.host.children(one.case.id)[0]!.id)).toEqual({ x: 1 });
    one.complete('inside', { b: 2 });
    expect(one.variables).toEqual({ a: 1 });
  });

  test('gives an error that the called process does not catch to its boundary event', async () => {
    const one = await play(`${text}\nboundary bad of=c error=E\nend handled\nbad -> handled`, {
      also: { other: 'start s\nservice inside job=work\ns -> inside' },
      connectors: {
        work: () => {
          throw new BpmnError('E', 'broken');
        },
      },
    });
    expect([...one.host.cases.values()].map(({ state }) => state.status)).toEqual(['completed', 'failed']);
    expect(one.completed).toEqual(['s', 'bad', 'handled']);
  });

  test('gives an error on through two calls', async () => {
    const one = await play(`${text}\nboundary bad of=c error\nend handled\nbad -> handled`, {
      also: { other: 'start s\ncall d calls=third\ns -> d', third: 'start s\nend x error=E\ns -> x' },
    });
    expect([...one.host.cases.values()].map(({ state }) => state.status)).toEqual([
      'completed',
      'failed',
      'failed',
    ]);
    expect(one.completed.at(-1)).toBe('handled');
  });

  test('an error nobody catches is an incident at the call', async () => {
    const one = await play(text, { also: { other: 'start s\nend x error=E\ns -> x' } });
    expect(one.incidents).toEqual(['uncaught-error@c']);
  });

  test('hears an escalation of the called process, which goes on', async () => {
    const one = await play(`${text}\nboundary told of=c escalation=U beside\nuser help\ntold -> help`, {
      also: { other: 'start s\nthrow up escalation=U\nuser inside\ns -> up -> inside' },
    });
    expect(one.waiting).toEqual(['child:c', 'task:help', 'task:inside']);
  });

  test('interrupted from outside cancels the called case', async () => {
    const one = await play(`${text}\nboundary late of=c timer=P1D\nend gaveUp\nlate -> gaveUp`, {
      also: { other },
    });
    one.pass('P1D');
    expect([...one.host.cases.values()].map(({ state }) => state.status)).toEqual(['completed', 'cancelled']);
  });

  test('stops with an incident when the process is not deployed or the called case is cancelled, and calls anew by a retry', async () => {
    const missing = await play(text);
    expect(missing.incidents).toEqual(['child@c']);
    const one = await play(text, { also: { other } });
    one.act({ type: 'cancel' }, one.host.children(one.case.id)[0]!.id);
    expect(one.incidents).toEqual(['child@c']);
    one.retry();
    expect(one.host.children(one.case.id)).toHaveLength(2);
    one.complete('inside');
    expect(one.status).toBe('completed');
  });

  test('calls a case for each item of a collection', async () => {
    const one = await play(
      'start s\ncall c calls=other each="=items" as=item collect=all from="=item * 2"\ns -> c',
      {
        variables: { items: [1, 2, 3] },
        also: { other },
      },
    );
    expect(one.host.children(one.case.id)).toHaveLength(3);
    one.complete('inside').complete('inside').complete('inside');
    expect(one.variables).toMatchObject({ all: [2, 4, 6] });
  });

  test('is refused without the id of a process', async () => {
    expect(await problemsOf('start s\ncall c\ns -> c')).toEqual(['error:no-called-process@c']);
  });
});

test('a process that calls itself without an end stops with an incident', async () => {
  const one = await play('start s\ncall c calls=process\nend e\ns -> c -> e');
  expect(one.host.cases.size).toBe(101);
  const last = [...one.host.cases.values()].at(-1)!;
  expect(Object.values(last.state.incidents).map(({ message }) => message)).toEqual([
    'c: expected at most 100 cases to call each other in a row, found more; does a process call itself?',
  ]);
});
