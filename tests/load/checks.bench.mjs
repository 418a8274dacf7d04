// How long the checks of a diagram take: `npm run bench -- checks [--json FILE]`.
import { register } from 'tsx/esm/api';
import { writeFileSync } from 'node:fs';
import { diagramOf } from './diagram-of.mjs';

register();
const { lintDiagram } = await import('../../packages/modeling/src/bpmnlint/index.ts');

const known = { forms: ['grade'], roles: ['expert'], decisions: [], processes: [] };
const figures = [];
for (const size of [100, 500, 1000]) {
  const xml = diagramOf(size);
  for (let warm = 0; warm < 5; warm += 1) await lintDiagram(xml, known);
  const times = [];
  for (let run = 0; run < 15; run += 1) {
    // Processor time, so that a busy machine does not count.
    const from = process.cpuUsage();
    await lintDiagram(xml, known);
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  figures.push({ elements: size, median: Math.round(times[7] ?? 0), best: Math.round(times[0] ?? 0) });
}
console.table(figures);
const at = process.argv.indexOf('--json');
if (at > 0 && process.argv[at + 1])
  writeFileSync(String(process.argv[at + 1]), `${JSON.stringify({ checks: figures }, null, 2)}\n`);
