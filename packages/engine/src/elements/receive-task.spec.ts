import { play, problemsOf } from '../testing/index.ts';

describe('receive task', () => {
  test('waits for its message with the correlation key and takes its variables', async () => {
    const one = await play('start s\nreceive r message=paid key="=order"\ns -> r', {
      variables: { order: 'A1' },
    });
    expect(one.message('paid', 'B2')).toBe(false);
    expect(one.status).toBe('active');
    expect(one.message('paid', 'A1', { sum: 5 })).toBe(true);
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ order: 'A1', sum: 5 });
  });

  test('takes a message that came before it, within its time to live', async () => {
    const text = 'start s\nuser before\nreceive r message=paid key="=order"\ns -> before -> r';
    const one = await play(text, { variables: { order: 1 } });
    one.message('paid', '1', { sum: 5 }, 'PT1H');
    one.complete('before');
    expect(one.variables).toEqual({ order: 1, sum: 5 });
    const late = await play(text, { variables: { order: 1 } });
    late.message('paid', '1', {}, 'PT1H');
    late.pass('PT2H').complete('before');
    expect(late.waiting).toEqual(['message:r']);
  });

  test('takes a buffered message exactly once', async () => {
    const one = await play(
      'start s\nuser before\nreceive r message=m\nreceive q message=m\ns -> before -> r -> q',
    );
    one.message('m', undefined, {}, 'PT1H');
    one.complete('before');
    expect(one.waiting).toEqual(['message:q']);
  });

  test('without a key to correlate by is an incident when its key is null', async () => {
    const one = await play('start s\nreceive r message=paid key="=order"\ns -> r');
    expect(one.incidents).toEqual(['message@r']);
    one.set({ order: 1 }).retry();
    expect(one.waiting).toEqual(['message:r']);
  });

  test('starts cases when it is instantiating', async () => {
    const one = await play('receive r message=order instantiate\nuser next\nr -> next', { begin: false });
    one.message('order', undefined, { number: 1 });
    expect(one.waiting).toEqual(['task:next']);
    expect(one.variables).toEqual({ number: 1 });
  });

  test('without a message is warned about', async () => {
    expect(await problemsOf('start s\nreceive r\ns -> r')).toEqual(['warning:no-message@r']);
  });
});
