import type { VoteDetails } from '../core/types.ts';
import { play, type Play } from '../testing/index.ts';
import { outcomeOf } from './vote.ts';

const vote = (settings: string): string => `start s\nuser t ${settings}\nend e\ns -> t -> e`;
const cast = (one: Play, user: string, choice: string): Play => one.complete('t', { choice }, { user });

describe('vote', () => {
  const open = (more = ''): Promise<Play> =>
    play(vote(`vote.voters="=voters" vote.outcomeVariable=result ${more}`), {
      variables: { voters: ['a', 'b', 'c'] },
    });

  test('stays open until the outcome cannot change, and puts it into its variable', async () => {
    const one = await open();
    cast(one, 'a', 'approve');
    expect(one.waiting).toEqual(['task:t']);
    expect(one.waitAt('t').wait).toMatchObject({
      task: { vote: { cast: [{ voter: 'a', choice: 'approve' }] } },
    });
    cast(one, 'b', 'approve');
    expect(one.status).toBe('completed');
    expect(one.variables).toMatchObject({ result: 'approve' });
  });

  test('keeps the remark of each vote', async () => {
    const one = await open();
    one.complete('t', { choice: 'reject' }, { user: 'a' }, 'no figures');
    one.complete('t', { choice: 'reject', remark: 'too late' }, { user: 'b' });
    const closed = one.case.journal.flatMap((entry) =>
      entry.kind === 'wait.updated' && entry.wait.kind === 'task' ? [entry.wait.task.vote!] : [],
    );
    expect(closed.at(-1)!.cast.map(({ remark }) => remark)).toEqual(['no figures', 'too late']);
    expect(one.variables).toMatchObject({ result: 'reject' });
  });

  test.each([
    ['not-a-voter', { choice: 'approve' }, 'd'],
    ['not-a-voter', { choice: 'approve' }, undefined],
    ['already-voted', { choice: 'approve' }, 'a'],
    ['bad-choice', { choice: 'maybe' }, 'b'],
    ['bad-choice', {}, 'b'],
  ])('refuses with %s the variables %j of %s and changes nothing', async (code, variables, user) => {
    const one = await open();
    cast(one, 'a', 'approve');
    const before = one.case.state;
    const { wait } = one.waitAt('t');
    expect(
      one.refused({ type: 'complete-task', wait: wait.id, variables, ...(user ? { actor: { user } } : {}) }),
    ).toBe(code);
    expect(one.case.state).toBe(before);
  });

  test('takes anybody when it names only a number of votes', async () => {
    const one = await play(vote('vote.size="=2" vote.rule=unanimous vote.choices="=kinds"'), {
      variables: { kinds: ['yes', 'no'] },
    });
    cast(one, 'x', 'yes');
    cast(one, 'y', 'yes');
    expect(one.variables).toMatchObject({ outcome: 'yes' });
  });

  test.each(['vote.rule=coin', 'vote.quorum="=4"', 'vote.quorum="=0"'])(
    'with %s is an incident',
    async (setting) => {
      expect((await open(setting)).incidents).toEqual(['vote@t']);
    },
  );
});

describe('outcome of a vote', () => {
  const outcome = (
    rule: VoteDetails['rule'],
    votes: string,
    { size = 3, quorum = 2, choices = ['for', 'against'] } = {},
  ): string | undefined =>
    outcomeOf({
      voters: [],
      size,
      quorum,
      rule,
      choices,
      outcomeVariable: 'outcome',
      secret: false,
      cast: [...votes].map((letter, at) => ({
        voter: String(at),
        choice: choices[letter === '+' ? 0 : letter === '-' ? 1 : 2]!,
        at,
      })),
    });

  test.each<[VoteDetails['rule'], string, number, string | undefined]>([
    ['majority', '+', 3, undefined],
    ['majority', '++', 3, 'for'],
    ['majority', '+-', 3, undefined],
    ['majority', '--', 3, 'against'],
    ['majority', '++--', 4, 'against'],
    ['two-thirds', '+++', 5, undefined],
    ['two-thirds', '++++', 5, 'for'],
    ['two-thirds', '+--', 5, 'against'],
    ['unanimous', '++', 3, undefined],
    ['unanimous', '+++', 3, 'for'],
    ['unanimous', '+-', 3, 'against'],
    ['first-refusal', '+', 3, undefined],
    ['first-refusal', '-', 3, 'against'],
    ['first-refusal', '+++', 3, 'for'],
  ])('by the rule %s the votes %s of %s give %s', (rule, votes, size, expected) => {
    expect(outcome(rule, votes, { size })).toBe(expected);
  });

  test('is open while the quorum is not met', () => {
    expect(outcome('majority', '++', { size: 3, quorum: 3 })).toBeUndefined();
    expect(outcome('unanimous', '-', { size: 3, quorum: 3 })).toBeUndefined();
    expect(outcome('unanimous', '--+', { size: 3, quorum: 3 })).toBe('against');
  });

  test('among several other choices waits until one of them has won', () => {
    const choices = ['for', 'return', 'refuse'];
    expect(outcome('unanimous', '-', { size: 3, quorum: 1, choices })).toBeUndefined();
    expect(outcome('unanimous', '--', { size: 3, quorum: 1, choices })).toBe('return');
    expect(outcome('unanimous', '-0+', { size: 3, quorum: 1, choices })).toBe('refuse');
  });
});
