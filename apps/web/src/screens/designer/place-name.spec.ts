import { elementAtLine, placeName } from './place-name.ts';

const words: { [key: string]: string } = { 'element.step': 'Шаг без названия' };
const t = (key: string): string => words[key] ?? key;
const xml = `<bpmn:process id="p"><bpmn:userTask id="Activity_1" name="" /><bpmn:userTask id="Activity_2" name="Сдать" />
  <bpmn:sequenceFlow id="f" sourceRef="Activity_2" targetRef="end" /><bpmn:sequenceFlow id="g" sourceRef="Activity_1" targetRef="Activity_2" /><bpmn:endEvent id="end" name="Конец" /></bpmn:process>`;

it.each([
  ['Activity_1', 'Шаг без названия'],
  ['Activity_2', 'Сдать'],
  ['f', 'Сдать → Конец'],
  ['g', 'Шаг без названия → Сдать'],
  ['p', 'p'],
  ['gone', 'gone'],
])('calls %s as people do', (id, name) => {
  expect(placeName(xml, id, t as never)).toBe(name);
});

it('finds the element that a line of the file speaks of', () => {
  const text =
    '<bpmn:process id="p">\n<bpmn:userTask id="a"\n  name="Сдать">\n<bpmn:incoming>f</bpmn:incoming>\n<bpmn:timerEventDefinition id="t" />\n</bpmn:userTask>';
  expect([1, 2, 3, 5].map((line) => elementAtLine(text, line))).toEqual(['p', 'a', 'a', 'a']);
  expect(elementAtLine(text, 0)).toBe('');
});

it('calls a rule by its number in its table', () => {
  const table = (rules: string): string =>
    `<decisionTable id="t${rules}">${rules.replace(/\w/g, '<rule id="$&" />')}</decisionTable>`;
  const said = (key: string, { n }: { n?: number } = {}): string => `${key} ${n}`;
  expect(placeName(table('ab') + table('cde'), 'd', said as never)).toBe('designer.place.rule 2');
});
