import { mdiFormSelect } from '@mdi/js';
import { defineEditor } from '../editor.ts';
import { newForm } from '../new-form.ts';

/** Forms of tasks (form-js). */
export const editor = defineEditor({
  kind: 'form',
  extensions: ['.form'],
  icon: mdiFormSelect,
  order: 2,
  home: 'forms/',
  component: () => import('../FormEditor.vue'),
  create: newForm,
  check: async () => (await import('../checks/in-worker.ts')).inWorker('form'),
});
