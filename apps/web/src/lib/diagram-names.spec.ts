import { createTexts, translator } from '../i18n/index.ts';
import { diagramElements, elementName } from './diagram-names.ts';

const t = translator(createTexts({}, 'ru'));

describe('diagramElements', () => {
  it('reads ids, names, types and sources of flows, and nothing of the drawing', () => {
    const found =
      diagramElements(`<bpmn:definitions id="d"><bpmn:userTask id="check" name="Проверить &#34;профиль&#34; &amp; вернуть">
      </bpmn:userTask><bpmn:sequenceFlow name='да' id="yes" sourceRef="gate" targetRef="check" />
      <bpmndi:BPMNShape id="check_di" bpmnElement="check"/></bpmn:definitions>`);
    expect(found.get('check')).toEqual({ type: 'userTask', name: 'Проверить "профиль" & вернуть' });
    expect(found.get('yes')).toEqual({ type: 'sequenceFlow', name: 'да', source: 'gate', target: 'check' });
    expect(found.has('check_di')).toBe(false);
  });

  it('calls a flow without a name by what it leads from and to, and what has no name by its kind', () => {
    const elements = diagramElements(`<bpmn:process id="p"><bpmn:userTask id="check" name="Проверить"/>
      <bpmn:endEvent id="end"/><bpmn:sequenceFlow id="f" sourceRef="check" targetRef="end"/></bpmn:process>`);
    expect(elementName(elements, 'check', t)).toBe('Проверить');
    expect(elementName(elements, 'f', t)).toBe('Проверить → Конец без названия');
    expect(elementName(elements, 'end', t)).toBe('Конец без названия');
    expect(elementName(elements, 'nothing', t)).toBe('nothing');
  });
});
