/** Diagrams of any size, as XML. */

const wrap = (body) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="loadDefinitions" targetNamespace="http://opora.dev/load">
  <bpmn:process id="load" isExecutable="true">
${body}
  </bpmn:process>
</bpmn:definitions>`;

/** Collects nodes and flows of one process. */
class Drawing {
  parts = [];
  count = 0;

  node(type, id, inside = '', attributes = '') {
    this.count++;
    this.parts.push(`<bpmn:${type} id="${id}"${attributes}>${inside}</bpmn:${type}>`);
    return id;
  }

  flow(from, to, condition) {
    const id = `${from}_${to}`;
    const inside = condition
      ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=${condition}</bpmn:conditionExpression>`
      : '';
    this.parts.push(
      `<bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}">${inside}</bpmn:sequenceFlow>`,
    );
    return id;
  }

  get xml() {
    return wrap(this.parts.join('\n'));
  }
}

const extensions = (inside) => `<bpmn:extensionElements>${inside}</bpmn:extensionElements>`;
const userTask = extensions(
  '<zeebe:userTask /><zeebe:assignmentDefinition candidateGroups="committee" /><zeebe:taskSchedule dueDate="=now() + duration(&quot;P7D&quot;)" />',
);
const serviceTask = extensions(
  '<zeebe:taskDefinition type="opora.noop" retries="3" /><zeebe:ioMapping><zeebe:input source="=count(items) + 1" target="size" /><zeebe:output source="=size" target="result" /></zeebe:ioMapping>',
);

/** A process of about `elements` flow nodes: rows of a choice between a person's and a service's step with a parallel pair behind it. */
export function mixed(elements) {
  const drawing = new Drawing();
  let last = drawing.node('startEvent', 'start');
  for (let row = 0; drawing.count < elements - 1; row++) {
    const id = (name) => `${name}${row}`;
    const choice = drawing.node(
      'exclusiveGateway',
      id('choice'),
      '',
      ` default="${id('choice')}_${id('person')}"`,
    );
    drawing.flow(last, choice);
    drawing.flow(choice, drawing.node('userTask', id('person'), userTask));
    drawing.flow(
      choice,
      drawing.node('serviceTask', id('service'), serviceTask),
      'risk = "high" and count(items) > 3',
    );
    const fork = drawing.node('parallelGateway', id('fork'));
    drawing.flow(id('person'), fork);
    drawing.flow(id('service'), fork);
    const join = drawing.node('parallelGateway', id('join'));
    for (const name of ['left', 'right']) {
      drawing.flow(fork, drawing.node('userTask', id(name), userTask));
      drawing.flow(id(name), join);
    }
    last = join;
  }
  drawing.flow(last, drawing.node('endEvent', 'end'));
  return { xml: drawing.xml, elements: drawing.count };
}

/** One user task for each item of a list, all at once. */
export function manyTasks() {
  const drawing = new Drawing();
  drawing.node('startEvent', 'start');
  drawing.node(
    'userTask',
    'review',
    `${userTask}<bpmn:multiInstanceLoopCharacteristics>${extensions('<zeebe:loopCharacteristics inputCollection="=items" inputElement="item" outputCollection="results" outputElement="=verdict" />')}</bpmn:multiInstanceLoopCharacteristics>`,
  );
  drawing.node('endEvent', 'end');
  drawing.flow('start', 'review');
  drawing.flow('review', 'end');
  return drawing.xml;
}

/** `gateways` inclusive gateways: forks into three branches of which two are taken, and joins, one pair behind the other. */
export function inclusiveChain(gateways) {
  const drawing = new Drawing();
  let last = drawing.node('startEvent', 'start');
  for (let pair = 0; pair < gateways / 2; pair++) last = inclusivePair(drawing, last, pair);
  drawing.flow(last, drawing.node('endEvent', 'end'));
  return drawing.xml;
}

/** The same pairs side by side behind one parallel gateway, and an inclusive gateway that joins them all. */
export function inclusiveFan(gateways) {
  const drawing = new Drawing();
  drawing.flow(drawing.node('startEvent', 'start'), drawing.node('parallelGateway', 'all'));
  drawing.node('inclusiveGateway', 'last');
  for (let pair = 0; pair < gateways / 2; pair++) drawing.flow(inclusivePair(drawing, 'all', pair), 'last');
  drawing.flow('last', drawing.node('endEvent', 'end'));
  return drawing.xml;
}

function inclusivePair(drawing, from, pair) {
  const fork = drawing.node('inclusiveGateway', `fork${pair}`);
  const join = drawing.node('inclusiveGateway', `join${pair}`);
  drawing.flow(from, fork);
  for (const [branch, condition] of ['true', 'false', '2 > 1'].entries()) {
    const task = drawing.node('manualTask', `task${pair}_${branch}`);
    drawing.flow(fork, task, condition);
    drawing.flow(task, join);
  }
  return join;
}
