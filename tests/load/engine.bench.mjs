// The pure engine: completions a second beside other engines, compile times, how costs grow, replay of a long history.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contest } from './engine-contest.mjs';
import { compileWarm, flatness, inclusive, median, rounded, serialization } from './engine/measures.mjs';
import { replay } from './engine-replay.mjs';

const PARTS = ['contest', 'compile', 'growth', 'replay'];
/** A part of `replay` that is asked for by name: only the case as it is served, without those kept in one run. */
const SERVED = 'served';
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: 'full' },
    only: { type: 'string', default: PARTS.join(',') },
    json: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const only = options.only.split(',');
if (
  options.help ||
  !['small', 'full'].includes(options.size) ||
  only.some((part) => ![...PARTS, SERVED].includes(part))
) {
  console.log(
    `npm run bench -- engine [--size small|full] [--only ${[...PARTS, SERVED].join(',')}] [--json FILE]`,
  );
  process.exit(options.help ? 0 : 2);
}
const small = options.size === 'small';
const figures = { started: new Date().toISOString(), size: options.size, node: process.version };

if (only.includes('contest')) {
  figures.contest = await contest(small ? { rounds: 3, scale: 0.5 } : { rounds: 9, scale: 1 });
  console.table(figures.contest);
  const cpu = (name) => figures.contest[name]?.completionsPerCpuSecond;
  const ratio = (name) => (cpu(name) ? rounded(cpu('opora') / cpu(name), 1) : undefined);
  figures.ratios = { bpmnEngine: ratio('bpmn-engine 25'), spiff: ratio('SpiffWorkflow 3.2') };
  console.log(
    `opora : bpmn-engine = ${figures.ratios.bpmnEngine} × (goal at least 50), : SpiffWorkflow = ${figures.ratios.spiff ?? '–'} × (goal at least 10), by completions per second of processor time`,
  );
}
if (only.includes('compile')) {
  const cold = (elements) => {
    const runs = Array.from({ length: small ? 3 : 7 }, () =>
      JSON.parse(
        execFileSync(process.execPath, [
          fileURLToPath(new URL('engine/cold.mjs', import.meta.url)),
          String(elements),
        ]).toString(),
      ),
    );
    return {
      elements: runs[0].elements,
      cpuMs: rounded(median(runs.map(({ cpuMs }) => cpuMs))),
      wallMs: rounded(median(runs.map(({ wallMs }) => wallMs))),
    };
  };
  figures.compile = {
    '100 warm': await compileWarm(100, small ? 15 : 60),
    '1,000 warm': await compileWarm(1000, small ? 5 : 20),
    '100 cold': cold(100),
    '1,000 cold': cold(1000),
  };
  console.table(figures.compile);
  console.log('compile: goal 100 elements below 30 ms, 1,000 elements below 300 ms');
}
if (only.includes('growth')) {
  figures.flatness = await flatness(small ? { rounds: 5, calls: 1000 } : { rounds: 15, calls: 3000 });
  console.log(
    `a step with 1,000 open tasks : with 10 = ${figures.flatness.tasksRatio} × (${figures.flatness.tasks1000Us} and ${figures.flatness.tasks10Us} µs; goal at most 2), in a model of 1,000 elements : of 100 = ${figures.flatness.modelRatio} ×`,
  );
  figures.inclusive = await inclusive({ rounds: small ? 3 : 15 });
  console.log('µs per inclusive gateway by their number (goal: does not grow)');
  console.table(figures.inclusive);
  figures.serialization = await serialization(small ? { rounds: 3, calls: 500 } : { rounds: 9, calls: 2000 });
  console.table(figures.serialization);
}
if (only.includes('replay') || only.includes(SERVED)) {
  figures.replay = await replay(small ? 2_000 : 10_000, { served: !only.includes('replay') });
  console.table(figures.replay);
  console.log('replay: goal below 1,000 ms for a case of 10,000 events, as it is served');
}
if (options.json) writeFileSync(options.json, `${JSON.stringify(figures, null, 2)}\n`);
process.exit(0);
