import { advance, start } from '@opora/engine';
import { compile } from '@opora/engine/compile';
import { readFileSync } from 'node:fs';
import { serve } from './serve.mjs';
import { completionVariables, startVariables } from './workload.mjs';

// With --json the state goes through JSON after every step, as in a host that keeps nothing in memory.
const throughJson = process.argv.includes('--json');
const xml = readFileSync(new URL('../support-case.bpmn', import.meta.url), 'utf8');
const { models, problems } = await compile(xml);
const model = models[0];
if (!model) throw new Error(JSON.stringify(problems));

/** Runs one case to its end as a host does: it carries out effects and hands in what happened. */
function runCase(index) {
  const tasks = new Map();
  const jobs = [];
  let now = 1_790_000_000_000;
  let completions = 0;
  let act = 0;
  let state;
  const take = (step) => {
    if (step.rejected) throw new Error(step.rejected.message);
    state = throughJson ? JSON.parse(JSON.stringify(step.state)) : step.state;
    for (const effect of step.effects) {
      if (effect.type === 'close') tasks.delete(effect.wait);
      if (effect.type !== 'open') continue;
      if (effect.wait.kind === 'task') tasks.set(effect.wait.id, effect.wait.node);
      else jobs.push(effect.wait.id);
    }
  };
  take(start(model, { variables: startVariables(index), actor: { user: 'bench' } }, now));
  while (state.status === 'active') {
    now += 1000;
    const job = jobs.pop();
    if (job !== undefined) {
      take(advance(model, state, { type: 'complete-job', wait: job, variables: {} }, now));
      continue;
    }
    const [wait, node] = tasks.entries().next().value;
    const stimulus = { type: 'complete-task', id: `act-${++act}`, wait, actor: { user: 'bench' } };
    take(advance(model, state, { ...stimulus, variables: completionVariables(node, index) }, now));
    completions++;
  }
  if (state.status !== 'completed') throw new Error(`case ${index} is ${state.status}`);
  return completions;
}

await serve((cases, from) => {
  let completions = 0;
  for (let i = 0; i < cases; i++) completions += runCase(from + i);
  return completions;
});
