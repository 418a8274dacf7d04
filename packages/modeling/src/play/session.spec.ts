import { compile } from '@opora/engine/compile';
import { diagram } from '@opora/engine/testing';
import { readScenario } from '../project.ts';
import { coverageOf, percentOf } from '../scenario/coverage.ts';
import type { Deployed } from '../scenario/playing.ts';
import { recordScenario, writeScenario } from '../scenario/record.ts';
import { runScenario } from '../scenario/run-scenario.ts';
import { durationOf, outsideOf } from './outside.ts';
import { PlaySession } from './session.ts';

const deployed = async (...texts: string[]): Promise<Deployed> => ({
  models: (await Promise.all(texts.map((text) => compile(text)))).flatMap(({ models, problems }) => {
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    return models;
  }),
  decisions: new Map(),
  forms: new Map(),
});

const review = diagram(`
  start s
  user review groups=committee
  xor good
  user rework groups=director
  end done
  s -> review -> good
  good -> done if score > 2
  good => rework -> review
`);

const reviewed = deployed(review);

async function session(): Promise<PlaySession> {
  return new PlaySession({ processId: 'process', given: {} }, await reviewed);
}

it('tells why a gateway chose: every way with its condition, its value and the values it used', async () => {
  const play = await session();
  play.act({ complete: 'review', with: { score: 1 } });
  const taken = play.play.moments.findIndex(
    ({ entry }) => entry.kind === 'flow.taken' && entry.flow === 'good-to-rework',
  );
  expect(play.at(taken + 1).choice).toEqual({
    caseId: 'case-1',
    node: 'good',
    taken: 'good-to-rework',
    ways: [
      {
        flow: 'good-to-done',
        target: 'done',
        condition: 'score > 2',
        isDefault: false,
        value: false,
        used: { score: 1 },
      },
      { flow: 'good-to-rework', target: 'rework', isDefault: true, used: {} },
    ],
  });
});

it('tells at the end every choice that the last act brought about, and none of earlier acts', async () => {
  const play = await session();
  expect(play.lastChoices()).toEqual([]);
  play.act({ complete: 'review', with: { score: 1 } });
  expect(play.lastChoices().map(({ node, taken }) => [node, taken])).toEqual([['good', 'good-to-rework']]);
  play.act({ complete: 'rework' });
  expect(play.lastChoices()).toEqual([]);
});

it('shows any past moment and goes on from it', async () => {
  const play = await session();
  play.act({ complete: 'review', with: { score: 1 } });
  const stopped = play.length;
  play.act({ complete: 'rework' });
  expect(play.at(play.length).cases[0]!.active).toEqual(['review']);
  expect(play.at(stopped).cases[0]).toMatchObject({ active: ['rework'], variables: { score: 1 } });
  play.back(1);
  expect(play.length).toBe(stopped);
  play.back(0);
  play.act({ complete: 'review', with: { score: 3 } });
  expect(play.at(play.length).cases[0]!.status).toBe('completed');
});

it('leaves everything as it was when a step cannot be done', async () => {
  const play = await session();
  const before = play.at(play.length);
  expect(play.act({ complete: 'rework' })).toMatchObject({ code: 'no-task', values: { open: 'review' } });
  expect(play.act({ complete: 'review', as: 'director-1' })).toMatchObject({ code: 'not-a-candidate' });
  expect(play.at(play.length)).toEqual(before);
  expect(play.steps).toEqual([]);
});

it('records a play as a scenario that plays the same', async () => {
  const play = await session();
  play.act({ complete: 'review', as: 'committee1', with: { score: 1 } });
  play.act({ complete: 'rework' });
  play.act({ complete: 'review', with: { score: 3 } });
  const text = writeScenario(recordScenario('One return', {}, play.steps, play.play));
  expect(text).toBe(`title: One return
given: {}
when:
  - complete: review
    as: committee1
    with:
      score: 1
  - complete: rework
  - complete: review
    with:
      score: 3
then:
  status: completed
  passed:
    - done
`);
  const files = await reviewed;
  expect(() => runScenario(readScenario(text), 'process', files)).not.toThrow();
});

it('keeps an incident in the play and in its record', async () => {
  const play = new PlaySession(
    { processId: 'process', given: {} },
    await deployed(
      diagram(`
        start s
        user ask
        xor which
        end a
        end b
        s -> ask -> which
        which -> a if n = 1
        which -> b if n = 2
      `),
    ),
  );
  expect(play.act({ complete: 'ask' })).toBeUndefined();
  expect(play.at(play.length).cases[0]!.incidents).toMatchObject([{ node: 'which', type: 'no-flow' }]);
  play.act({ set: { variables: { n: 2 } }, incidents: true });
  play.act({ retry: 'which' });
  expect(play.at(play.length).cases[0]!.status).toBe('completed');
  const scenario = readScenario(writeScenario(recordScenario('Mended', {}, play.steps, play.play)));
  expect(scenario.when.map(({ incidents }) => incidents)).toEqual([true, true, undefined]);
});

it('says what the world outside could do now', async () => {
  const play = new PlaySession(
    { processId: 'process', given: {} },
    await deployed(
      diagram(`
        start s
        and fork
        service work job=outside
        boundary failed of=work error=E1
        catch later timer=P3DT2H
        catch letter message=answer
        end a
        end b
        end c
        end d
        s -> fork -> work -> a
        fork -> later -> b
        fork -> letter -> c
        failed -> d
      `),
    ),
  );
  expect(outsideOf(play.play)).toMatchObject({
    messages: [{ name: 'answer', node: 'letter' }],
    timers: [{ node: 'later', after: 'P3DT2H' }],
    jobs: [{ node: 'work', type: 'outside' }],
    errors: [{ at: 'work', code: 'E1', event: 'failed' }],
  });
  play.act({ error: { at: 'work', code: 'E1' } });
  play.act({ message: { name: 'answer', variables: {} } });
  play.act({ advance: 'P3DT2H' });
  const view = play.at(play.length).cases[0]!;
  expect(view).toMatchObject({
    status: 'completed',
    passed: ['s', 'fork', 'failed', 'd', 'letter', 'c', 'later', 'b'],
  });
});

it('measures what was passed', async () => {
  const play = await session();
  play.act({ complete: 'review', with: { score: 3 } });
  const { model, journal } = play.play.host.cases.get('case-1')!;
  const coverage = coverageOf(model, [journal]);
  expect([...coverage.elements].sort()).toEqual(['done', 'good', 'review', 's']);
  expect(percentOf(coverage)).toBe(70);
});

it.each([
  [0, 'PT0S'],
  [1, 'PT1S'],
  [90_000, 'PT1M30S'],
  [86_400_000, 'P1D'],
  [90_000_000, 'P1DT1H'],
])('writes %i milliseconds as %s', (milliseconds, text) => {
  expect(durationOf(milliseconds)).toBe(text);
});
