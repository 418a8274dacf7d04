import { diagram, files } from './api-stage.ts';

const ballotExtension = `<opora:vote size="=3" quorum="=2" rule="majority" choices="=[&quot;for&quot;,&quot;against&quot;]" outcomeVariable="decision"/>`;
const steps = (...inside: string[]): string =>
  inside
    .map((element, index) => {
      const id = /id="(\w+)"/.exec(element)![1]!;
      const before = index === 0 ? 'start' : /id="(\w+)"/.exec(inside[index - 1]!)![1]!;
      return `${element}<bpmn:sequenceFlow id="to_${id}" sourceRef="${before}" targetRef="${id}"/>`;
    })
    .join('');
const process = (id: string, inside: string, more = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">${more}
  <bpmn:process id="${id}" isExecutable="true"><bpmn:startEvent id="start"/>${inside}</bpmn:process></bpmn:definitions>`;
const user = (id: string): string =>
  `<bpmn:userTask id="${id}"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements></bpmn:userTask>`;
const service = `<bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="outside" retries="3"/></bpmn:extensionElements></bpmn:serviceTask>`;
const script = `<bpmn:scriptTask id="count"><bpmn:extensionElements><zeebe:script expression="=assert(missing, missing != null)" resultVariable="r"/></bpmn:extensionElements></bpmn:scriptTask>`;
const hears = `<bpmn:intermediateCatchEvent id="hears"><bpmn:signalEventDefinition signalRef="sig"/></bpmn:intermediateCatchEvent>`;

const free = `<bpmn:adHocSubProcess id="free">${user('a')}${user('b')}</bpmn:adHocSubProcess>`;

/** A process for each kind of act that may be sent twice. */
export const repeatableModels = (): FormData =>
  files({
    'one.bpmn': diagram('one', [
      { id: 'first', groups: 'director' },
      { id: 'second', groups: 'committee' },
    ]),
    'ballot.bpmn': diagram('ballot', [{ id: 'decide', groups: 'committee', extension: ballotExtension }]),
    'outside.bpmn': process('outside', steps(service, user('after'))),
    'fails.bpmn': process('fails', steps(script, user('after'))),
    'choice.bpmn': process('choice', steps(free)),
    'listens.bpmn': process('listens', steps(hears, user('after')), '<bpmn:signal id="sig" name="bell"/>'),
  });
