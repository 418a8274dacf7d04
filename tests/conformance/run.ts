import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runCaseFolder } from './bpmn.ts';
import { runDmnFolder } from './dmn.ts';
import { readFeelFile, runFeel } from './feel.ts';
import { findCases, titleOf } from './find-cases.ts';
import type { OpenHost } from './hosts/host.ts';
import { openMemoryHost } from './hosts/memory.ts';
import { runDiagram } from './miwg.ts';
import { report, type Outcome } from './outcome.ts';

const USAGE = 'npm run conformance -- --cases DIR [--host memory|temporal] [--json FILE]';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    host: { type: 'string', default: 'memory' },
    json: { type: 'string' },
  },
});
if (!values.cases) fail('Expected --cases DIR, a folder of conformance cases.');
if (values.host !== 'memory' && values.host !== 'temporal')
  fail(`Expected --host memory or temporal, found «${values.host}».`);
const root = resolve(process.env.INIT_CWD ?? '.', values.cases);
const found = findCases(root);
const outcomes: Outcome[] = [];

if (found.processes.length > 0) {
  const { open, close } = await openHost(values.host);
  for (const folder of found.processes) {
    const outcome = await runCaseFolder(folder, titleOf(root, folder), open);
    outcomes.push(outcome);
    if (values.host === 'temporal') console.error(`${outcome.result} ${outcome.name}`);
  }
  await close();
}
for (const folder of found.decisions) outcomes.push(...(await runDmnFolder(folder, titleOf(root, folder))));
for (const file of found.feel) outcomes.push(...readFeelFile(file).map(runFeel));
for (const file of found.diagrams) outcomes.push(await runDiagram(file, titleOf(root, file)));
if (outcomes.length === 0) fail(`Expected conformance cases in ${root}, found none.`);

if (values.json) {
  const file = resolve(process.env.INIT_CWD ?? '.', values.json);
  writeFileSync(file, `${JSON.stringify({ host: values.host, outcomes }, null, 2)}\n`);
}
console.log(report(outcomes).join('\n'));
process.exit(outcomes.some(({ result }) => result === 'failed') ? 1 : 0);

async function openHost(name: string): Promise<{ open: OpenHost; close: () => Promise<void> }> {
  if (name === 'memory') return { open: openMemoryHost, close: async () => undefined };
  const { locateTimeSkippingServer } = await import('../../infra/local/lib/temporal.mjs');
  const { TemporalStage } = await import('./hosts/temporal-stage.ts');
  const path = await locateTimeSkippingServer({ log: (line: string) => console.error(line) });
  const stage = await TemporalStage.open(path);
  return { open: stage.host, close: () => stage.close() };
}

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}
