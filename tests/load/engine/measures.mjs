import { advance, openWaits, start } from '@opora/engine';
import { compile } from '@opora/engine/compile';
import { inclusiveChain, inclusiveFan, manyTasks, mixed } from './diagrams.mjs';

const NOW = 1_790_000_000_000;

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
export const rounded = (value, digits = 2) => Number(value.toFixed(digits));

/** Processor milliseconds of a piece of work, all threads counted (the compiler and the collector of V8 too). */
export async function cpuOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Processor time of one call in microseconds for each of several works, measured in turns, as medians. */
async function inTurns(works, { rounds, calls }) {
  const times = works.map(() => []);
  for (let round = -2; round < rounds; round++)
    for (const [index, work] of works.entries()) {
      const spent = await cpuOf(() => {
        for (let call = 0; call < calls; call++) work();
      });
      if (round >= 0) times[index].push((spent * 1000) / calls);
    }
  return times.map(median);
}

export async function modelOf(xml) {
  const { models, problems } = await compile(xml);
  if (!models[0]) throw new Error(problems.map(({ message }) => message).join('\n'));
  return models[0];
}

/** Milliseconds of compiling a diagram when the process has compiled others before. */
export async function compileWarm(size, rounds) {
  const { xml, elements } = mixed(size);
  await compile(xml);
  await compile(xml);
  const cpu = [];
  const wall = [];
  for (let round = 0; round < rounds; round++) {
    const from = performance.now();
    cpu.push(await cpuOf(() => compile(xml)));
    wall.push(performance.now() - from);
  }
  return { elements, cpuMs: rounded(median(cpu)), wallMs: rounded(median(wall)) };
}

/** A case with so many tasks open, from which steps can be tried. */
function caseWithTasks(model, count) {
  const items = Array.from({ length: count }, (_, i) => i);
  const { state } = start(model, { variables: { items } }, NOW);
  const waits = openWaits(state).map(({ id }) => id);
  return { state, waits };
}

/** The cost of completing one of few and one of many open tasks, and of a step in a small and in a large model. */
export async function flatness(size) {
  const model = await modelOf(manyTasks());
  const [few, many] = [10, 1000].map((count) => caseWithTasks(model, count));
  const complete = ({ state, waits }) => {
    let turn = 0;
    return () => {
      turn = (turn + 7) % waits.length;
      const stimulus = { type: 'complete-task', wait: waits[turn], variables: { verdict: 'good' } };
      if (advance(model, state, stimulus, NOW).rejected) throw new Error('refused');
    };
  };
  const [fewUs, manyUs] = await inTurns([complete(few), complete(many)], size);

  const models = await Promise.all([100, 1000].map(async (count) => modelOf(mixed(count).xml)));
  const first = models.map((one) => {
    const { state } = start(one, { variables: { risk: 'low', items: [] } }, NOW);
    const [wait] = openWaits(state);
    return () => advance(one, state, { type: 'complete-task', wait: wait.id, variables: {} }, NOW);
  });
  const [smallUs, largeUs] = await inTurns(first, size);
  return {
    tasks10Us: rounded(fewUs),
    tasks1000Us: rounded(manyUs),
    tasksRatio: rounded(manyUs / fewUs),
    model100Us: rounded(smallUs),
    model1000Us: rounded(largeUs),
    modelRatio: rounded(largeUs / smallUs),
  };
}

/** Microseconds per inclusive gateway in diagrams of growing size, run from start to end in one step. */
export async function inclusive({ rounds }) {
  const sizes = [50, 100, 200, 400];
  const figures = {};
  for (const [name, draw] of [
    ['chain', inclusiveChain],
    ['fan', inclusiveFan],
  ]) {
    const models = await Promise.all(sizes.map((gateways) => modelOf(draw(gateways))));
    const runs = models.map((model) => () => {
      if (start(model, { variables: {} }, NOW).state.status !== 'completed') throw new Error('not completed');
    });
    const times = await inTurns(runs, { rounds, calls: 4 });
    figures[name] = Object.fromEntries(sizes.map((n, i) => [n, rounded(times[i] / n)]));
  }
  return figures;
}

/** What the state of a case costs as JSON: bytes, microseconds to write and to read. */
export async function serialization(size) {
  const model = await modelOf(manyTasks());
  const figures = {};
  for (const count of [10, 1000]) {
    const { state } = caseWithTasks(model, count);
    const text = JSON.stringify(state);
    const calls = count === 10 ? size.calls : Math.max(1, Math.round(size.calls / 50));
    const [writeUs, readUs] = await inTurns([() => JSON.stringify(state), () => JSON.parse(text)], {
      ...size,
      calls,
    });
    figures[`tasks${count}`] = { bytes: text.length, writeUs: rounded(writeUs), readUs: rounded(readUs) };
  }
  return figures;
}
