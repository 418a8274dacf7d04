import { mdiSitemapOutline } from '@mdi/js';
import { defineEditor } from '../editor.ts';
import { newModel } from '../new-model.ts';

/** BPMN diagrams. */
export const editor = defineEditor({
  kind: 'diagram',
  extensions: ['.bpmn'],
  icon: mdiSitemapOutline,
  order: 1,
  home: '',
  component: () => import('../DiagramEditor.vue'),
  create: newModel,
  check: async () => (await import('../checks/diagram.ts')).checkDiagram,
});
