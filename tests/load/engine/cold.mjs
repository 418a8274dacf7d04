// One compilation in a process that has compiled nothing before; `node cold.mjs ELEMENTS`.
import { compile } from '@opora/engine/compile';
import { mixed } from './diagrams.mjs';

const { xml, elements } = mixed(Number(process.argv[2]));
const before = process.cpuUsage();
const from = performance.now();
const { models } = await compile(xml);
const wall = performance.now() - from;
const { user, system } = process.cpuUsage(before);
if (!models[0]) throw new Error('the diagram has problems');
console.log(JSON.stringify({ elements, cpuMs: (user + system) / 1000, wallMs: wall }));
