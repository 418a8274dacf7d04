import { play, problemsOf } from '../testing/index.ts';

const race = `
  start begin
  race wait
  catch answer message=answer key="=id"
  catch late timer=P1D
  receive letter message=letter
  end answered
  end tooLate
  end read
  begin -> wait -> answer -> answered
  wait -> late -> tooLate
  wait -> letter -> read
`;

describe('event-based gateway', () => {
  test('waits for all events behind it', async () => {
    const one = await play(race, { variables: { id: 7 } });
    expect(one.waiting).toEqual(['message:answer', 'message:letter', 'timer:late']);
  });

  test('goes on with the first event and gives the others up', async () => {
    const one = await play(race, { variables: { id: 7 } });
    expect(one.trace.length).toBeGreaterThan(0);
    expect(one.message('answer', '7', { text: 'yes' })).toBe(true);
    expect(one.trace).toEqual([
      'give-up:timer:late',
      'give-up:message:letter',
      'complete:wait',
      'take:wait-to-answer',
      'enter:answer',
      'complete:answer',
      'take:answer-to-answered',
      'enter:answered',
      'complete:answered',
      'end:completed',
    ]);
    expect(one.variables).toMatchObject({ text: 'yes' });
  });

  test('a timer wins when nothing came in time, and the message comes too late', async () => {
    const one = await play(race, { variables: { id: 7 } });
    one.pass('P2D');
    expect(one.completed.at(-1)).toBe('tooLate');
    expect(one.message('answer', '7')).toBe(false);
  });

  test('a receive task behind it counts as an event', async () => {
    const one = await play(race, { variables: { id: 7 } });
    one.message('letter');
    expect(one.completed.slice(-2)).toEqual(['letter', 'read']);
  });

  test('takes a signal and a condition too', async () => {
    const text = `
      start s
      race wait
      catch fire signal=fire
      catch ready condition="x > 1"
      end a
      end b
      s -> wait -> fire -> a
      wait -> ready -> b
    `;
    const one = await play(text);
    one.set({ x: 2 });
    expect(one.completed.at(-1)).toBe('b');
    const two = await play(text);
    two.signal('fire');
    expect(two.completed.at(-1)).toBe('a');
  });

  test('starts cases when it is instantiating', async () => {
    const one = await play(
      `
      race begin instantiate
      catch a message=a
      catch b message=b
      user fromA
      user fromB
      begin -> a -> fromA
      begin -> b -> fromB
    `,
      { begin: false },
    );
    expect(one.message('b', undefined, { who: 'B' })).toBe(true);
    expect(one.waiting).toEqual(['task:fromB']);
    expect(one.variables).toEqual({ who: 'B' });
  });

  test('instantiating and parallel begins one case by any of its events, which then waits for all others', async () => {
    const one = await play(
      `
      race begin instantiate all
      catch a message=a
      catch b message=b
      catch c message=c
      and both
      user after
      begin -> a -> both
      begin -> b -> both
      begin -> c -> both
      both -> after
    `,
      { begin: false },
    );
    expect(one.message('b', undefined, { who: 'B' })).toBe(true);
    expect(one.waiting).toEqual(['message:a', 'message:c']);
    one.message('c');
    one.message('a');
    expect(one.waiting).toEqual(['task:after']);
  });

  test('is refused without flows to events', async () => {
    expect(await problemsOf('start s\nrace wait\ns -> wait')).toEqual(['error:no-outgoing@wait']);
  });
});
