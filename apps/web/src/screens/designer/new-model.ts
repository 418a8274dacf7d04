/** A model with a start and an end, ready to be drawn on: blocks and steps are put into the way between them. */
export function newModel(id: string, name: string): string {
  const safe = name.replace(/[<&"]/g, '');
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="definitions" targetNamespace="http://opora.dev/models">
  <bpmn:process id="${id}" name="${safe}" isExecutable="true">
    <bpmn:startEvent id="start" name="Начало"><bpmn:outgoing>way</bpmn:outgoing></bpmn:startEvent>
    <bpmn:endEvent id="end" name="Конец"><bpmn:incoming>way</bpmn:incoming></bpmn:endEvent>
    <bpmn:sequenceFlow id="way" sourceRef="start" targetRef="end" />
  </bpmn:process>
  <bpmndi:BPMNDiagram id="diagram"><bpmndi:BPMNPlane id="plane" bpmnElement="${id}">
    <bpmndi:BPMNShape id="start_di" bpmnElement="start"><dc:Bounds x="180" y="182" width="36" height="36" /><bpmndi:BPMNLabel><dc:Bounds x="153" y="225" width="90" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="end_di" bpmnElement="end"><dc:Bounds x="330" y="182" width="36" height="36" /><bpmndi:BPMNLabel><dc:Bounds x="303" y="225" width="90" height="14" /></bpmndi:BPMNLabel></bpmndi:BPMNShape>
    <bpmndi:BPMNEdge id="way_di" bpmnElement="way"><di:waypoint x="216" y="200" /><di:waypoint x="330" y="200" /></bpmndi:BPMNEdge>
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
