import { describe, expect, it } from '@jest/globals';
import { referencesOf } from './references.ts';

describe('what elements may refer to', () => {
  it('is read from forms, decisions and diagrams with the names that people know', () => {
    const found = referencesOf([
      {
        path: 'a/forms/grade.form',
        text: JSON.stringify({ id: 'grade', components: [{ type: 'text', text: '## Оценка работы' }] }),
      },
      { path: 'a/forms/bare.form', text: '{"id":"bare","components":[]}' },
      { path: 'a/forms/broken.form', text: '{' },
      {
        path: 'b/decisions/d.dmn',
        text: '<definitions id="x"><decision id="level" name="Уровень &quot;риска&quot;"><variable id="v" /></decision></definitions>',
      },
      {
        path: 'b/b.bpmn',
        text: '<bpmn:definitions id="d"><bpmn:message id="m" name="call" /><bpmn:message id="n" name="=x" /><bpmn:process id="b" name="Второй" isExecutable="true" /></bpmn:definitions>',
      },
    ]);
    expect(found.forms).toEqual([
      { id: 'grade', name: 'Оценка работы', folder: 'a', path: 'forms/grade.form' },
      { id: 'bare', name: 'bare', folder: 'a', path: 'forms/bare.form' },
    ]);
    expect(found.decisions).toEqual([
      { id: 'level', name: 'Уровень "риска"', folder: 'b', path: 'decisions/d.dmn' },
    ]);
    expect(found.processes).toEqual([{ id: 'b', name: 'Второй', folder: 'b', path: 'b.bpmn' }]);
    expect(found.messages).toEqual(['call']);
  });

  it('takes files without a folder as they are', () => {
    const text = '<bpmn:process id="p" />';
    expect(referencesOf([{ path: 'p.bpmn', text }]).processes).toEqual([
      { id: 'p', name: 'p', folder: '', path: 'p.bpmn' },
    ]);
  });
});
