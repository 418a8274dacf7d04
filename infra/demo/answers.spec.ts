import { describe, expect, it } from '@jest/globals';
import { evaluateDecision, MemoryHost, visibleVariables, type OpenWait, type Variables } from '@opora/engine';
import { registerStandIns } from '@opora/modeling';

import { deployFolders } from '../../workflows/runner/deploy.ts';
import { readStageFolders } from '../../workflows/runner/folders.ts';
import { chooseAnswer } from './driver.mjs';
import { fillForm } from './fill.mjs';
import { readWay } from './ways.mjs';

const timeZone = 'Asia/Irkutsk';
/** The schools of the demo's directors, as the seed gives them. */
const schools: Record<string, string> = { 'director-1': 'bodaibo-3', 'director-2': 'bodaibo-4' };
const deployed = deployFolders(readStageFolders());

/** Drives the way on the engine in memory with the answers that `npm run demo` gives over REST. */
async function travel(name: string) {
  const way = readWay(name);
  const { models, decisions, forms } = await deployed;
  const host = new MemoryHost({
    ...{ models, timeZone, now: Date.UTC(2026, 8, 1, 6) },
    decide: (id, variables, now) =>
      evaluateDecision(decisions.get(id)!, id, variables, { now, timeZone }).result,
    connectors: { ...registerStandIns, 'opora.notify': () => ({}) },
  });
  const root = host.start('school-support', {
    schoolId: schools[way.director],
    ...way.variables,
  } as Variables);
  const visits = new Map<string, number>();
  for (let step = 0; step < 200 && host.cases.get(root.id)!.state.status === 'active'; step++) {
    const open = host.tasks()[0];
    if (!open) {
      host.advanceTime('PT10S');
      continue;
    }
    const { state } = host.cases.get(open.caseId)!;
    const place = `${state.processId}/${open.wait.node}`;
    const visit = visits.get(place) ?? 0;
    visits.set(place, visit + 1);
    const answer = chooseAnswer(way.answers[state.processId]?.[open.wait.node], visit);
    const form = { schema: forms.get(open.wait.task.formId ?? '') };
    const task = { form, variables: visibleVariables(state, open.wait.element), vote: open.wait.task.vote };
    const user = open.wait.task.vote ? `committee${(visit % 3) + 1}` : 'somebody';
    host.completeTask(open as OpenWait<'task'>, fillForm(task, answer) as Variables, {
      user,
      role: open.wait.task.candidateGroups[0],
    });
  }
  return {
    way,
    visits,
    status: host.cases.get(root.id)!.state.status,
    variables: host.variables(root.id),
    waiting: host.tasks(),
  };
}

describe('the answers of the demo', () => {
  it.each(['straight', 'return'])('lead the way «%s» to where it must end', async (name) => {
    const { way, visits, status, variables, waiting } = await travel(name);
    expect({
      status,
      waiting: waiting.map(({ wait }) => wait.node),
      visits: Object.fromEntries(visits),
    }).toMatchObject({
      status: 'completed',
      waiting: [],
    });
    expect(variables['outcome']).toBe(way.expect['outcome']);
    for (const [place, least] of Object.entries(way.visits ?? {})) {
      expect([place, (visits.get(place) ?? 0) >= least]).toEqual([place, true]);
    }
  });
});
