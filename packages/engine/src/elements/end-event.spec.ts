import { play, problemsOf } from '../testing/index.ts';

describe('end event', () => {
  test('uses up its token; the case ends with the last one', async () => {
    const one = await play('start s\nand f\nuser a\nend e\nend g\ns -> f -> a -> e\nf -> g');
    expect(one.completed.at(-1)).toBe('g');
    expect(one.status).toBe('active');
    one.complete('a');
    expect(one.status).toBe('completed');
  });

  test('with several definitions throws each of them', async () => {
    const one = await play('start s\nend e message=hello signal=bye\ns -> e');
    expect(one.trace).toEqual([
      'enter:s',
      'complete:s',
      'take:s-to-e',
      'enter:e',
      'publish:hello',
      'broadcast:bye',
      'complete:e',
      'end:completed',
    ]);
  });

  test('with a task definition is a job', async () => {
    const one = await play('start s\nend e message=hello job=mail\ns -> e');
    expect(one.waiting).toEqual(['job:e']);
    one.at('e', { type: 'complete-job', variables: { sent: true } });
    expect(one.status).toBe('completed');
    expect(one.variables).toEqual({ sent: true });
  });

  test('is refused with a flow out of it', async () => {
    expect(await problemsOf('start s\nend e\ntask t\ns -> e -> t')).toEqual(['error:no-outgoing@e']);
  });
});
