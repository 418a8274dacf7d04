import { play, problemsOf } from '../testing/index.ts';

describe('cancel', () => {
  test('inside a subprocess of a transaction cancels the transaction', async () => {
    const one = await play(
      'start s\ntransaction t {\nsub in {\nend no cancel\n}\n}\nboundary c of=t cancel\nuser u\ns -> t\nc -> u',
    );
    expect(one.waiting).toEqual(['task:u']);
  });

  test('outside a transaction is refused at deployment, as an end and as a boundary event', async () => {
    expect(await problemsOf('start s\nend no cancel\ns -> no')).toEqual(['error:cancel@no']);
    const boundary = 'start s\nsub a {\nstart i\n}\nboundary c of=a cancel\nend e\ns -> a -> e\nc -> e';
    expect(await problemsOf(boundary)).toEqual(['error:cancel@c']);
  });
});
