import { play } from '../testing/index.ts';

const booking = `
  start s
  transaction book {
    start i
    script hotel script="=1" result=room
    boundary undoHotel of=hotel compensation handler=cancelHotel
    user cancelHotel handler
    user flight
    boundary undoFlight of=flight compensation handler=cancelFlight
    user cancelFlight handler
    user pay
    xor paid
    end ok
    end failed cancel
    i -> hotel -> flight -> pay -> paid
    paid -> ok if done
    paid => failed
  }
  boundary cancelled of=book cancel
  end booked
  end given
  s -> book -> booked
  cancelled -> given
`;

describe('transaction', () => {
  test('completes like a subprocess', async () => {
    const one = await play(booking);
    one.complete('flight').complete('pay', { done: true });
    expect(one.completed.slice(-2)).toEqual(['book', 'booked']);
  });

  test('cancelled compensates what it completed, newest first, and then leaves by its cancel event', async () => {
    const one = await play(booking);
    one.complete('flight').complete('pay', { done: false });
    expect(one.waiting).toEqual(['task:cancelFlight']);
    one.complete('cancelFlight');
    expect(one.waiting).toEqual(['task:cancelHotel']);
    one.complete('cancelHotel');
    expect(one.completed.slice(-2)).toEqual(['cancelled', 'given']);
    expect(one.status).toBe('completed');
  });

  test('cancelled with nothing to compensate leaves at once, and what still runs in it is taken down', async () => {
    const one = await play(`
      start s
      transaction t {
        start i
        and fork
        user other
        user decide
        end no cancel
        i -> fork -> other
        fork -> decide -> no
      }
      boundary cancelled of=t cancel
      end given
      s -> t
      cancelled -> given
    `);
    one.complete('decide');
    expect(one.completed.slice(-2)).toEqual(['cancelled', 'given']);
    expect(one.waiting).toEqual([]);
  });

  test('an error leaves it without compensation', async () => {
    const one = await play(`${booking}\nboundary broken of=book error\nend bad\nbroken -> bad`);
    one.at('flight', { type: 'throw-error', code: 'X' });
    expect(one.completed.slice(-2)).toEqual(['broken', 'bad']);
    expect(one.waiting).toEqual([]);
  });
});
