import { CaseStage } from './testing/case-stage.ts';
import { diagram, person, straight, timer } from './testing/diagrams.ts';

let stage: CaseStage;
beforeAll(async () => void (stage = await CaseStage.open()), 60_000);
afterAll(() => stage.close(), 30_000);

it('moves a timer that waits: it fires at the new time, and at the old one nothing happens', async () => {
  const late = `<bpmn:boundaryEvent id="late" attachedToRef="inside" cancelActivity="false">${timer('P1D')}</bpmn:boundaryEvent>
    <bpmn:userTask id="after-late">${person}</bpmn:userTask><bpmn:sequenceFlow id="f-late" sourceRef="late" targetRef="after-late"/>`;
  const [model] = await stage.deploy(
    diagram({ id: 'moved', inside: straight(['userTask', 'inside', person]) + late }),
  );
  const caseId = await stage.start(model!);
  const timers = () =>
    stage.database.query<{ wait: number; due_at: Date }>(
      'select wait, due_at from timers where case_id = $1',
      [caseId],
    );
  const [before] = await timers();
  const { wait } = before!;
  const due = before!.due_at.getTime() + 2 * 86_400_000;
  expect((await stage.act(caseId, { type: 'update-timer', wait, due })).rejected).toBeUndefined();
  expect((await timers()).map(({ due_at: at }) => at.getTime())).toEqual([due]);
  await stage.environment.sleep('2 days');
  expect(await stage.tasks(caseId, 'after-late')).toEqual([]);
  await stage.environment.sleep('25h');
  await stage.until('the reminder', async () => (await stage.tasks(caseId, 'after-late'))[0]);
  const gone = await stage.act(caseId, { type: 'update-timer', wait, due });
  expect(gone.rejected?.code).toBe('not-open');
}, 60_000);
