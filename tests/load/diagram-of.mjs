/**
 * A process of so many elements: tasks with forms and roles, a gateway after every tenth; with `drawn` also where everything
 * stands, in rows of ten.
 * @param {number} size
 * @param {{ drawn?: boolean }} [options]
 */
export function diagramOf(size, { drawn = false } = {}) {
  const nodes = ['<bpmn:startEvent id="s" name="Начало" />'];
  const ids = ['s'];
  const flows = [];
  /** @type {[id: string, from: string, to: string][]} */
  const links = [];
  let before = 's';
  for (let n = 1; nodes.length < size - 1; n += 1) {
    const id = n % 10 === 0 ? `g${n}` : `t${n}`;
    nodes.push(
      n % 10 === 0
        ? `<bpmn:exclusiveGateway id="${id}" name="Так?" default="${id}-on" />`
        : `<bpmn:userTask id="${id}" name="Задача ${n}"><bpmn:extensionElements><zeebe:userTask /><zeebe:formDefinition formId="grade" /><zeebe:assignmentDefinition candidateGroups="expert" /></bpmn:extensionElements></bpmn:userTask>`,
    );
    ids.push(id);
    links.push([`${before}-on`, before, id]);
    flows.push(`<bpmn:sequenceFlow id="${before}-on" sourceRef="${before}" targetRef="${id}" />`);
    if (before.startsWith('g')) {
      links.push([`${before}-back`, before, 't1']);
      flows.push(
        `<bpmn:sequenceFlow id="${before}-back" sourceRef="${before}" targetRef="t1"><bpmn:conditionExpression>=score &lt; ${n}</bpmn:conditionExpression></bpmn:sequenceFlow>`,
      );
    }
    before = id;
  }
  nodes.push('<bpmn:endEvent id="e" name="Конец" />');
  ids.push('e');
  links.push([`${before}-on`, before, 'e']);
  flows.push(`<bpmn:sequenceFlow id="${before}-on" sourceRef="${before}" targetRef="e" />`);
  const plane = drawn ? planeOf(ids, links) : '';
  return `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="x"><bpmn:process id="p" name="Большая схема" isExecutable="true">${nodes.join('')}${flows.join('')}</bpmn:process>${plane}</bpmn:definitions>`;
}

const width = (/** @type {string} */ id) => (/^t/.test(id) ? 100 : /^g/.test(id) ? 50 : 36);
const height = (/** @type {string} */ id) => (/^t/.test(id) ? 80 : width(id));

/**
 * @param {string[]} ids
 * @param {[id: string, from: string, to: string][]} links
 */
function planeOf(ids, links) {
  const middle = new Map(
    ids.map((id, at) => [id, { x: 100 + (at % 10) * 160, y: 100 + Math.floor(at / 10) * 140 }]),
  );
  const shapes = ids.map((id) => {
    const { x, y } = /** @type {{ x: number, y: number }} */ (middle.get(id));
    return `<bpmndi:BPMNShape id="${id}-di" bpmnElement="${id}"><dc:Bounds x="${x - width(id) / 2}" y="${y - height(id) / 2}" width="${width(id)}" height="${height(id)}" /></bpmndi:BPMNShape>`;
  });
  const edges = links.map(([id, from, to]) => {
    const points = [middle.get(from), middle.get(to)].map(
      (point) => `<di:waypoint x="${point?.x}" y="${point?.y}" />`,
    );
    return `<bpmndi:BPMNEdge id="${id}-di" bpmnElement="${id}">${points.join('')}</bpmndi:BPMNEdge>`;
  });
  return `<bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="p">${shapes.join('')}${edges.join('')}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>`;
}
