// How long the checks of a diagram take: `npm run bench -- checks [--json FILE]`.
import { register } from 'tsx/esm/api';
import { writeFileSync } from 'node:fs';

register();
const { lintDiagram } = await import('../../packages/modeling/src/bpmnlint/index.ts');

/** A process of so many elements: tasks with forms and roles, a gateway after every tenth. */
function processOf(/** @type {number} */ size) {
  const nodes = ['<bpmn:startEvent id="s" name="Начало" />'];
  const flows = [];
  let before = 's';
  for (let n = 1; nodes.length < size - 1; n += 1) {
    const id = n % 10 === 0 ? `g${n}` : `t${n}`;
    nodes.push(
      n % 10 === 0
        ? `<bpmn:exclusiveGateway id="${id}" name="Так?" default="${id}-on" />`
        : `<bpmn:userTask id="${id}" name="Задача ${n}"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="grade" /><zeebe:assignmentDefinition candidateGroups="expert" /></bpmn:extensionElements></bpmn:userTask>`,
    );
    const isChoice = before.startsWith('g');
    flows.push(
      `<bpmn:sequenceFlow id="${before}-on" sourceRef="${before}" targetRef="${id}" />`,
      isChoice
        ? `<bpmn:sequenceFlow id="${before}-back" sourceRef="${before}" targetRef="t1"><bpmn:conditionExpression>=score &lt; ${n}</bpmn:conditionExpression></bpmn:sequenceFlow>`
        : '',
    );
    before = id;
  }
  nodes.push('<bpmn:endEvent id="e" name="Конец" />');
  flows.push(`<bpmn:sequenceFlow id="${before}-on" sourceRef="${before}" targetRef="e" />`);
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="p" isExecutable="true">${nodes.join('')}${flows.join('')}</bpmn:process></bpmn:definitions>`;
}

const known = { forms: ['grade'], roles: ['expert'], decisions: [], processes: [] };
const figures = [];
for (const size of [100, 500, 1000]) {
  const xml = processOf(size);
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
