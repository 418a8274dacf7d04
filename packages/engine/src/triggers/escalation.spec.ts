import { play } from '../testing/index.ts';

const up = (catcher: string): string =>
  `start s\nsub in {\nstart i\nthrow up escalation=U\nuser t\ni -> up -> t\n}\nboundary b of=in ${catcher}\nuser help\ns -> in\nb -> help`;

describe('escalation', () => {
  test('caught without interrupting goes on', async () => {
    expect((await play(up('escalation=U beside'))).waiting).toEqual(['task:help', 'task:t']);
  });

  test('caught by an interrupting event ends the scope', async () => {
    expect((await play(up('escalation'))).waiting).toEqual(['task:help']);
  });

  test('that nobody catches is noted and goes on', async () => {
    const one = await play(up('escalation=V'));
    expect(one.waiting).toEqual(['task:t']);
    expect(one.trace).toContain('warning:up');
  });

  test('at an end event ends only its token', async () => {
    const one = await play(
      'start s\nsub in {\nstart i\nend up escalation=U\ni -> up\n}\nboundary b of=in escalation=U beside\nend e\nend f\ns -> in -> f\nb -> e',
    );
    expect(one.completed.slice().sort()).toEqual(['b', 'e', 'f', 'i', 'in', 's', 'up']);
  });
});
