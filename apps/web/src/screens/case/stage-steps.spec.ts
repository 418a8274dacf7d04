import type { CaseNode } from '@opora/contracts';
import { flatten, stageRounds } from './stage-steps.ts';

const node = (id: string, process: string, startedAt: string, children: CaseNode[] = []): CaseNode => ({
  id,
  process,
  startedAt,
  children,
  processName: null,
  version: 1,
  state: 'active',
  title: null,
  businessKey: null,
  parent: null,
  root: 'root',
  school: null,
  district: null,
  stage: null,
  startedBy: null,
  endedAt: null,
  outcome: null,
  incidents: 0,
  openTasks: 0,
  overdueTasks: 0,
  elementId: null,
});

describe('stageRounds', () => {
  const root = node('root', 'school-support', '2026-01-01', [
    node('m2', 'mid-term-program', '2026-05-01'),
    node('d', 'diagnosis', '2026-01-01', [node('inner', 'survey', '2026-01-02')]),
    node('m1', 'mid-term-program', '2026-03-01'),
  ]);
  const stages = ['diagnosis', 'mid-term-program', 'expertise'].map((id) => ({ id, processId: id }));

  it('shows the last round of a stage that was gone through again', () => {
    expect(stageRounds(root, stages).map((found) => [found.stage, found.node?.id, found.rounds])).toEqual([
      ['diagnosis', 'd', 1],
      ['mid-term-program', 'm2', 2],
      ['expertise', undefined, 0],
    ]);
  });
  it('flattens the family, parents first', () => {
    expect(flatten(root).map((found) => found.id)).toEqual(['root', 'm2', 'd', 'inner', 'm1']);
  });
});
