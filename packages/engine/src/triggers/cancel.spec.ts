import { play } from '../testing/index.ts';

describe('cancel', () => {
  test('inside a subprocess of a transaction cancels the transaction', async () => {
    const one = await play(
      'start s\ntransaction t {\nsub in {\nend no cancel\n}\n}\nboundary c of=t cancel\nuser u\ns -> t\nc -> u',
    );
    expect(one.waiting).toEqual(['task:u']);
  });

  test('outside a transaction is an incident', async () => {
    expect((await play('start s\nend no cancel\ns -> no')).incidents).toEqual(['cancel@no']);
  });
});
