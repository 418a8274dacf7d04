import { play } from '../testing/index.ts';

const trip = (thrower: string): string => `
  start s
  script hotel script="=who" result=booked in.who="=first"
  boundary undoHotel of=hotel compensation handler=cancelHotel
  user cancelHotel handler assignee="=who"
  user flight
  boundary undoFlight of=flight compensation handler=cancelFlight
  user cancelFlight handler
  ${thrower}
  end e
  s -> hotel -> flight -> undo -> e
`;

describe('compensation', () => {
  test('runs the handlers of completed activities in reverse order and then goes on', async () => {
    const one = await play(trip('throw undo compensation'), { variables: { first: 'ann' } });
    one.complete('flight');
    expect(one.waiting).toEqual(['task:cancelFlight']);
    one.complete('cancelFlight');
    expect(one.waiting).toEqual(['task:cancelHotel']);
    one.complete('cancelHotel');
    expect(one.completed.slice(-2)).toEqual(['undo', 'e']);
    expect(one.status).toBe('completed');
  });

  test('gives each handler the variables of its activity at completion', async () => {
    const one = await play(trip('throw undo compensation'), { variables: { first: 'ann' } });
    one.set({ first: 'bob' }).complete('flight').complete('cancelFlight');
    expect(one.waitAt('cancelHotel').wait).toMatchObject({ task: { assignee: 'ann' } });
  });

  test('of a named activity runs only its handler', async () => {
    const one = await play(trip('throw undo compensation=hotel'), { variables: { first: 'ann' } });
    one.complete('flight');
    expect(one.waiting).toEqual(['task:cancelHotel']);
    one.complete('cancelHotel');
    expect(one.status).toBe('completed');
  });

  test('with nothing to compensate goes on at once', async () => {
    const one = await play('start s\nthrow undo compensation\nend e\ns -> undo -> e');
    expect(one.status).toBe('completed');
  });

  test('runs a handler once for each completed instance', async () => {
    const one = await play(
      `
      start s
      user t each="=items" as=item
      boundary b of=t compensation handler=back
      user back handler assignee="=item"
      throw undo compensation
      s -> t -> undo
    `,
      { variables: { items: ['x', 'y'] } },
    );
    one.complete('t').complete('t');
    expect(one.waitAt('back').wait).toMatchObject({ task: { assignee: 'y' } });
    one.complete('back');
    expect(one.waitAt('back').wait).toMatchObject({ task: { assignee: 'x' } });
    one.complete('back');
    expect(one.status).toBe('completed');
  });

  test('reaches into a completed subprocess, but not into one that did not complete', async () => {
    const text = (last: string): string => `
      start s
      sub in {
        start i
        task work
        boundary b of=work compensation handler=back
        user back handler
        ${last}
      }
      boundary x of=in error
      throw undo compensation
      s -> in -> undo
      x -> undo
    `;
    expect((await play(text('i -> work'))).waiting).toEqual(['task:back']);
    expect((await play(text('end bad error\ni -> work -> bad'))).waiting).toEqual([]);
  });

  test('of a subprocess with a compensation event subprocess runs that instead', async () => {
    const one = await play(`
      start s
      sub in {
        start i
        task work
        on undoAll {
          start event compensation
          user clean
          event -> clean
        }
        i -> work
      }
      throw undo compensation
      end e
      s -> in -> undo -> e
    `);
    expect(one.waiting).toEqual(['task:clean']);
    one.complete('clean');
    expect(one.status).toBe('completed');
  });
});
