import { play } from '../testing/index.ts';

describe('send task', () => {
  test('publishes its message with the mapped variables and goes on', async () => {
    const one = await play(
      'start s\nsend t message=hello sendKey="=id" in.text="=word"\nend e\ns -> t -> e',
      {
        variables: { id: 7, word: 'hi' },
      },
    );
    expect(one.trace).toContain('publish:hello');
    expect(one.status).toBe('completed');
  });

  test('reaches another case that waits with the same correlation key', async () => {
    const one = await play('start s\nsend t message=hello sendKey="=id" in.text="=word"\ns -> t', {
      also: { other: 'start s\nreceive r message=hello key="=id"\ns -> r' },
      begin: false,
    });
    one.checked(() => one.host.start('other', { id: 1 }));
    one.checked(() => one.host.start('other', { id: 2 }));
    one.checked(() => one.host.start('process', { id: 2, word: 'hi' }));
    const [first, second] = [...one.host.cases.values()];
    expect(first!.state.status).toBe('active');
    expect(second!.state.status).toBe('completed');
    expect(one.host.variables(second!.id)).toEqual({ id: 2, text: 'hi' });
  });

  test('is a job where a task definition says so', async () => {
    const one = await play('start s\nsend t job=mail\ns -> t');
    expect(one.waiting).toEqual(['job:t']);
    one.at('t', { type: 'complete-job', variables: { sent: true } });
    expect(one.variables).toEqual({ sent: true });
  });
});
