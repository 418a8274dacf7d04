import { propertyNames } from '@opora/modeling';
import { dmnWords } from '../decision-editor/dmn-words.ts';
import { formEditorWords } from '../form-editor/editor-words.ts';
import { designerWords } from './designer-words.ts';
import { panelWords } from './panel-words.ts';

const panels = [designerWords, panelWords, formEditorWords, dmnWords];

it.each(propertyNames.filter(({ of }) => of === 'panel').map(({ en, ru }) => [en, ru]))(
  'the differences call «%s» as the panels of the designer do: %s',
  (english, russian) => {
    expect(panels.flatMap((panel) => panel[english] ?? [])).toContain(russian);
  },
);
