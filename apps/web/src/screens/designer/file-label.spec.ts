import { describe, expect, it } from '@jest/globals';
import { formLabel } from './file-label.ts';

const form = (id: string, ...components: object[]): string => JSON.stringify({ id, components });
const diagram = `<bpmn:process id="p">
  <bpmn:userTask id="first" name="Подать план"><zeebe:formDefinition formId="plan" /></bpmn:userTask>
  <bpmn:userTask id="vote-1-vote" name="Голосовать &#34;за&#34;"><bpmn:extensionElements>
    <zeebe:formDefinition formId="vote-1-form" /></bpmn:extensionElements></bpmn:userTask>
</bpmn:process>`;

describe('what a form is called', () => {
  it('is its heading', () => {
    const text = form('vote-1-form', { type: 'text', text: '## Решение комитета' });
    expect(formLabel('forms/vote-1-form.form', { 'forms/vote-1-form.form': text })).toBe('Решение комитета');
  });

  it('is the step that shows it where it has no heading', () => {
    const files = { 'a.bpmn': diagram, 'forms/vote-1-form.form': form('vote-1-form', { type: 'textfield' }) };
    expect(formLabel('forms/vote-1-form.form', files)).toBe('Голосовать "за"');
  });

  it('stays open where neither is there, or the file cannot be read', () => {
    expect(formLabel('forms/x.form', { 'a.bpmn': diagram, 'forms/x.form': form('x') })).toBeUndefined();
    expect(formLabel('forms/x.form', { 'forms/x.form': '{' })).toBeUndefined();
  });
});
