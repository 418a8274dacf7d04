import { diagramElements } from './diagram-names.ts';

describe('diagramElements', () => {
  it('reads ids, names, types and sources of flows, and nothing of the drawing', () => {
    const found =
      diagramElements(`<bpmn:definitions id="d"><bpmn:userTask id="check" name="Проверить &#34;профиль&#34; &amp; вернуть">
      </bpmn:userTask><bpmn:sequenceFlow name='да' id="yes" sourceRef="gate" targetRef="check" />
      <bpmndi:BPMNShape id="check_di" bpmnElement="check"/></bpmn:definitions>`);
    expect(found.get('check')).toEqual({ type: 'userTask', name: 'Проверить "профиль" & вернуть' });
    expect(found.get('yes')).toEqual({ type: 'sequenceFlow', name: 'да', source: 'gate' });
    expect(found.has('check_di')).toBe(false);
  });
});
