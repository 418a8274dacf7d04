const escape = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);

/** The text of a new decision: a table with one question, one answer and a rule for everything else. */
export function newDecision(id: string, name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="${id}-definitions" name="${escape(name)}" namespace="http://opora.dev/decisions">
  <decision id="${id}" name="${escape(name)}">
    <variable id="${id}-variable" name="${id.replace(/\W/g, '_')}" typeRef="string" />
    <decisionTable id="${id}-table" hitPolicy="FIRST">
      <input id="${id}-input" label="Вопрос"><inputExpression id="${id}-expression" typeRef="string"><text>value</text></inputExpression></input>
      <output id="${id}-output" label="Ответ" name="answer" typeRef="string" />
      <rule id="${id}-rule"><inputEntry id="${id}-cell"><text></text></inputEntry><outputEntry id="${id}-answer"><text>""</text></outputEntry></rule>
    </decisionTable>
  </decision>
  <dmndi:DMNDI><dmndi:DMNDiagram id="${id}-diagram"><dmndi:DMNShape id="${id}-shape" dmnElementRef="${id}"><dc:Bounds height="80" width="180" x="160" y="100" /></dmndi:DMNShape></dmndi:DMNDiagram></dmndi:DMNDI>
</definitions>
`;
}
