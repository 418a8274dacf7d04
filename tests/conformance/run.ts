import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runInMemory, type Outcome } from './bpmn.ts';
import { readCases } from './case-format.ts';
import { runDmn } from './dmn.ts';
import { readFeelCases, runFeel } from './feel.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    host: { type: 'string', default: 'memory' },
    json: { type: 'string' },
    verbose: { type: 'boolean' },
  },
});
if (!values.cases) throw new Error('Expected --cases DIR, a folder of conformance cases.');
const root = resolve(values.cases);
const folders = ['cases', 'extra'].map((name) => join(root, name)).filter((folder) => existsSync(folder));
const outcomes: Outcome[] = [];
for (const folder of folders.length > 0 ? folders : [root]) {
  for (const test of readCases(folder)) outcomes.push(await runInMemory(test));
}
if (existsSync(join(root, 'dmn'))) outcomes.push(...(await runDmn(join(root, 'dmn'))));
if (existsSync(join(root, 'feel'))) outcomes.push(...readFeelCases(join(root, 'feel')).map(runFeel));
for (const { name, result, reason } of outcomes)
  if (result !== 'passed') console.log(`${result.toUpperCase()} ${name}: ${reason}`);
if (values.json) writeFileSync(values.json, JSON.stringify(outcomes, null, 2));
const count = (result: Outcome['result']): number => outcomes.filter((one) => one.result === result).length;
console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
process.exitCode = count('failed') > 0 ? 1 : 0;
