// How long the checks of a diagram take: `npm run bench -- checks [--json FILE]`.
import { register } from 'tsx/esm/api';
import { writeFileSync } from 'node:fs';
import { diagramOf } from './diagram-of.mjs';

register();
const { lintDiagram } = await import('../../packages/modeling/src/bpmnlint/index.ts');
const { readXml, treeOf, treeReader, writeTree } = await import('../../packages/engine/src/compile.ts');

const known = { forms: ['grade'], roles: ['expert'], decisions: [], processes: [] };
/** Processor time, so that a busy machine does not count. @param {() => unknown} act */
async function timed(act) {
  for (let warm = 0; warm < 5; warm += 1) await act();
  const times = [];
  for (let run = 0; run < 15; run += 1) {
    const from = process.cpuUsage();
    await act();
    const { user, system } = process.cpuUsage(from);
    times.push((user + system) / 1000);
  }
  times.sort((a, b) => a - b);
  return { median: Math.round(times[7] ?? 0), best: Math.round(times[0] ?? 0) };
}
const figures = [];
for (const size of [100, 500, 1000]) {
  const xml = diagramOf(size, { drawn: true });
  const { definitions } = await readXml(xml);
  const drawn = JSON.stringify(treeOf(definitions));
  const read = treeReader();
  const parts = {
    'a file': () => lintDiagram(xml, known),
    'a drawing': () => lintDiagram(JSON.parse(drawn), known),
    'a drawing again, as after a change': async () => lintDiagram(await read(JSON.parse(drawn)), known),
    'a drawing as data, by the page': () => JSON.stringify(treeOf(definitions)),
    'a drawing as a file': () => writeTree(JSON.parse(drawn)),
  };
  for (const [part, act] of Object.entries(parts))
    figures.push({ elements: size, part, ...(await timed(act)) });
}
console.table(figures);
const at = process.argv.indexOf('--json');
if (at > 0 && process.argv[at + 1])
  writeFileSync(String(process.argv[at + 1]), `${JSON.stringify({ checks: figures }, null, 2)}\n`);
