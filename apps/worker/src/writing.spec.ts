import type { CaseActivities } from '@opora/host';
import { randomUUID } from 'node:crypto';
import { CaseStage } from './testing/case-stage.ts';
import { diagram, person, timer } from './testing/diagrams.ts';

/** Lets the journal be written only when the spec says so; the first attempt fails, so that the case goes on while it waits. */
class SlowDatabase {
  attempts = 0;
  private gate: Promise<void> | undefined;
  private open: () => void = () => undefined;

  close(): void {
    this.attempts = 0;
    this.gate = new Promise((resolve) => (this.open = resolve));
  }

  release(): void {
    this.gate = undefined;
    this.open();
  }

  around = <A extends CaseActivities>(activities: A): A => ({
    ...activities,
    project: async (request) => {
      const gate = this.gate;
      if (gate) {
        this.attempts += 1;
        if (this.attempts === 1) throw new Error('the database is away');
        await gate;
      }
      return activities.project(request);
    },
  });
}

const slow = new SlowDatabase();
let stage: CaseStage;
beforeAll(async () => void (stage = await CaseStage.open({}, { around: slow.around })), 120_000);
afterAll(() => {
  slow.release();
  return stage.close();
}, 60_000);

const inside = `<bpmn:startEvent id="start"/><bpmn:parallelGateway id="fork"/>
  <bpmn:userTask id="first">${person}</bpmn:userTask><bpmn:userTask id="second">${person}</bpmn:userTask>
  <bpmn:intermediateCatchEvent id="wait">${timer('PT1M')}</bpmn:intermediateCatchEvent><bpmn:userTask id="woken">${person}</bpmn:userTask>
  <bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="fork"/><bpmn:sequenceFlow id="f2" sourceRef="fork" targetRef="first"/>
  <bpmn:sequenceFlow id="f3" sourceRef="first" targetRef="second"/><bpmn:sequenceFlow id="f4" sourceRef="fork" targetRef="wait"/>
  <bpmn:sequenceFlow id="f5" sourceRef="wait" targetRef="woken"/>`;

it('keeps entries that come while the journal is being written until they are written themselves', async () => {
  const [model] = await stage.deploy(diagram({ id: 'busy', inside }));
  const caseId = await stage.start(model!);

  // The timer fires, and the writing of what follows waits for the database.
  slow.close();
  // The clock stands while an activity is at work, so the sleep ends only with it.
  const asleep = stage.environment.sleep('1 minute');
  await stage.until('the writing of the journal', async () => slow.attempts > 1);
  const before = (await stage.client.state(caseId))!.number;

  // Meanwhile a person acts; only then does the database take what it was given before.
  const id = randomUUID();
  const acting = stage.complete(caseId, 'first', { note: 'in between' });
  await stage.until('the act in the case', async () => (await stage.client.state(caseId))!.number > before);
  slow.release();
  await asleep;
  expect(await acting).toMatchObject({ state: 'active' });

  expect((await stage.tasks(caseId)).map(({ node }) => node).sort()).toEqual(['second', 'woken']);
  await stage.act(caseId, { type: 'set-variables', variables: { last: true } }, id);
  const journal = await stage.journal(caseId);
  expect(journal.map(({ n }) => n)).toEqual(journal.map((_, index) => index + 1));
  const last = (await stage.client.state(caseId))!.number;
  expect(journal).toHaveLength(last);
  expect(
    journal.filter((entry) => entry.kind === 'stimulus' && entry.stimulus === 'complete-task'),
  ).toHaveLength(1);
}, 60_000);
