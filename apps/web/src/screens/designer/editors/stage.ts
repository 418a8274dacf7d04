import { mdiCogOutline } from '@mdi/js';
import { defineEditor } from '../editor.ts';

/** stage.json: title, order, roles, input and outcomes of a stage. */
export const editor = defineEditor({
  kind: 'stage',
  extensions: ['.json'],
  icon: mdiCogOutline,
  order: 8,
  home: '',
  component: () => import('../TextEditor.vue'),
  check: async () => (await import('../checks/in-worker.ts')).inWorker('stage'),
});
