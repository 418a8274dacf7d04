const head = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://opora.dev/test">`;

/** A diagram from the inside of its processes; `bpmn:` and `zeebe:` are declared. */
export const diagram = (...processes: { id: string; inside: string; messages?: string }[]): string =>
  `${head}${processes.map(({ id, inside, messages }) => `${messages ?? ''}<bpmn:process id="${id}" isExecutable="true">${inside}</bpmn:process>`).join('')}</bpmn:definitions>`;

/** A straight way through the given elements, each an opening tag's name, id and content. */
export const straight = (...steps: [type: string, id: string, content?: string][]): string => {
  const all: [string, string, string?][] = [['startEvent', 'start'], ...steps, ['endEvent', 'end']];
  const flows = all
    .slice(1)
    .map(([, id], i) => `<bpmn:sequenceFlow id="to-${id}" sourceRef="${all[i]![1]}" targetRef="${id}"/>`);
  return [
    ...all.map(([type, id, content]) => `<bpmn:${type} id="${id}">${content ?? ''}</bpmn:${type}>`),
    ...flows,
  ].join('');
};

/** Content of a service task. */
export const job = (type: string, more = ''): string =>
  `<bpmn:extensionElements><zeebe:taskDefinition type="${type}" ${more}/></bpmn:extensionElements>`;

/** Content of a user task. */
export const person = '<bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>';

/** Content of a call activity. */
export const call = (processId: string): string =>
  `<bpmn:extensionElements><zeebe:calledElement processId="${processId}" propagateAllChildVariables="true"/></bpmn:extensionElements>`;

/** Content of a catch event for a duration. */
export const timer = (duration: string): string =>
  `<bpmn:timerEventDefinition><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">${duration}</bpmn:timeDuration></bpmn:timerEventDefinition>`;
