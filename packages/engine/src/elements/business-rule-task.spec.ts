import { play } from '../testing/index.ts';

describe('business rule task', () => {
  test('asks the host for the decision and puts its result into the result variable', async () => {
    const one = await play('start s\nrule t decision=discount result=percent\ns -> t', {
      variables: { sum: 100 },
      decide: (id, variables) => (id === 'discount' ? (variables.sum as number) / 10 : null),
    });
    expect(one.variables).toEqual({ sum: 100, percent: 10 });
  });

  test('is a job of the built-in type with the decision in its headers', async () => {
    const one = await play('start s\nrule t decision="=which" result=r\ns -> t', {
      variables: { which: 'd1' },
    });
    expect(one.waitAt('t').wait).toMatchObject({
      job: { type: 'opora.decision', headers: { decisionId: 'd1', resultVariable: 'r', binding: 'latest' } },
    });
  });

  test('stops with an incident when the decision fails, and retries', async () => {
    let broken = true;
    const one = await play('start s\nrule t decision=d result=r\ns -> t', {
      decide: () => {
        if (broken) throw new Error('column 2: expected a number');
        return 1;
      },
    });
    expect(one.incidents).toEqual(['job@t']);
    broken = false;
    one.retry();
    expect(one.variables).toEqual({ r: 1 });
  });

  test('without the id of a decision is an incident', async () => {
    expect((await play('start s\nrule t decision="=missing" result=r\ns -> t')).incidents).toEqual([
      'decision@t',
    ]);
  });

  test('is a job of its own where a task definition says so', async () => {
    expect((await play('start s\nrule t job=rules\ns -> t')).waitAt('t').wait).toMatchObject({
      job: { type: 'rules' },
    });
  });
});
