import { NOON, play, problemsOf } from '../testing/index.ts';

const wait = (timer: string): string => `start s\ncatch c ${timer}\nend e\ns -> c -> e`;
const due = async (timer: string, timeZone = 'UTC'): Promise<string> => {
  const one = await play(wait(timer), { timeZone });
  const found = one.waitAt('c').wait;
  return found.kind === 'timer' ? new Date(found.timer.due).toISOString() : '';
};

describe('timer', () => {
  test.each([
    ['timer=PT1H', 'UTC', '2026-09-01T13:00:00.000Z'],
    ['timer=P1M', 'UTC', '2026-10-01T12:00:00.000Z'],
    ['date=2026-09-02T09:00:00+03:00', 'UTC', '2026-09-02T06:00:00.000Z'],
    ['date=2026-09-02T09:00:00', 'Asia/Irkutsk', '2026-09-02T01:00:00.000Z'],
    ['cycle="0 9 * * *"', 'Asia/Irkutsk', '2026-09-02T01:00:00.000Z'],
  ])('%s in %s is due at %s', async (timer, zone, at) => {
    expect(await due(timer, zone)).toBe(at);
  });

  test('fires at its date, not before', async () => {
    const one = await play(wait('timer=PT1H'));
    one.pass('PT59M');
    expect(one.status).toBe('active');
    one.pass('PT1M');
    expect(one.status).toBe('completed');
    expect(one.case.journal.at(-1)!.at).toBe(NOON + 3_600_000);
  });

  test('non-interrupting with a cycle fires as often as the cycle says', async () => {
    const one = await play('start s\nuser t\nboundary b of=t cycle=R3/PT1H beside\nend e\ns -> t\nb -> e');
    one.pass('PT150M');
    expect(one.completed.filter((node) => node === 'b')).toHaveLength(2);
    one.pass('P1D');
    expect(one.completed.filter((node) => node === 'b')).toHaveLength(1);
    expect(one.waiting).toEqual(['task:t']);
  });

  test('with an endless cycle fires until its activity ends', async () => {
    const one = await play('start s\nuser t\nboundary b of=t cycle=R/P1D beside\nend e\ns -> t\nb -> e');
    one.pass('P10D');
    expect(one.completed.filter((node) => node === 'b')).toHaveLength(10);
    one.complete('t');
    expect(one.status).toBe('completed');
  });

  test('that gets another time fires then, and only then', async () => {
    const one = await play('start s\nuser t\nboundary b of=t timer=PT1H beside\nend e\ns -> t\nb -> e');
    const timer = one.waitAt('b').wait.id;
    one.act({ type: 'update-timer', wait: timer, due: NOON + 3 * 3_600_000 });
    one.pass('PT2H');
    expect(one.completed).not.toContain('b');
    one.pass('PT1H');
    expect(one.completed.filter((node) => node === 'b')).toHaveLength(1);
    one.complete('t');
    expect(one.status).toBe('completed');
  });

  test('that is gone cannot get another time', async () => {
    const one = await play('start s\nuser t\nboundary b of=t timer=PT1H beside\nend e\ns -> t\nb -> e');
    const timer = one.waitAt('b').wait.id;
    one.pass('PT1H');
    expect(() => one.act({ type: 'update-timer', wait: timer, due: NOON + 7_200_000 })).toThrow('not-open');
  });

  const bad: [word: string, text: string | null][] = [
    ['timer', 'soon'],
    ['date', 'tomorrow'],
    ['cycle', 'R3'],
    ['cycle', 'Rx/PT1H'],
    ['cycle', 'every day'],
    ['cycle', 'R/PT0S'],
  ];
  test.each([...bad, ['timer', null]])(
    'an expression for %s that gives %s is an incident that says what was expected',
    async (word, text) => {
      const one = await play(wait(`${word}="=x"`), { variables: { x: text } });
      expect(one.incidents).toEqual(['timer@c']);
      expect(one.incidentMessages[0]).toMatch(/c: expected .*, found /);
    },
  );

  test.each(bad)('%s="%s" in the diagram is refused at deployment', async (word, text) => {
    expect(await problemsOf(wait(`${word}="${text}"`))).toEqual(['error:timer@c']);
  });
});
