/** A model with a start, one task and an end, ready to be drawn on. */
export function newModel(id: string, name: string): string {
  const safe = name.replace(/[<&"]/g, '');
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://opora.dev/models">
  <bpmn:process id="${id}" name="${safe}" isExecutable="true">
    <bpmn:startEvent id="start"><bpmn:outgoing>to-task</bpmn:outgoing></bpmn:startEvent>
    <bpmn:userTask id="task" name="">
      <bpmn:extensionElements><zeebe:userTask /></bpmn:extensionElements>
      <bpmn:incoming>to-task</bpmn:incoming><bpmn:outgoing>to-end</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:endEvent id="end"><bpmn:incoming>to-end</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="to-task" sourceRef="start" targetRef="task" />
    <bpmn:sequenceFlow id="to-end" sourceRef="task" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${id}">
    <bpmndi:BPMNShape id="start_di" bpmnElement="start"><dc:Bounds x="180" y="182" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="task_di" bpmnElement="task"><dc:Bounds x="270" y="160" width="100" height="80" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end_di" bpmnElement="end"><dc:Bounds x="430" y="182" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="to-task_di" bpmnElement="to-task"><di:waypoint x="216" y="200" /><di:waypoint x="270" y="200" /></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="to-end_di" bpmnElement="to-end"><di:waypoint x="370" y="200" /><di:waypoint x="430" y="200" /></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</bpmn:definitions>
`;
}

/** The id and name of the first executable process of a file, else of the first process. */
export function processOf(xml: string): { id: string; name: string } | undefined {
  const tags = [...xml.matchAll(/<(?:\w+:)?process\b([^>]*)>/g)].map((match) => match[1] ?? '');
  const tag = tags.find((text) => /isExecutable\s*=\s*["']true/.test(text)) ?? tags[0];
  const id = tag && /\sid\s*=\s*["']([^"']+)["']/.exec(tag)?.[1];
  return tag && id ? { id, name: /\sname\s*=\s*"([^"]*)"/.exec(tag)?.[1] ?? id } : undefined;
}
