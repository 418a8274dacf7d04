import { mdiFormSelect } from '@mdi/js';
import { defineEditor } from '../editor.ts';

/** Forms of tasks (form-js). */
export const editor = defineEditor({
  kind: 'form',
  extensions: ['.form'],
  icon: mdiFormSelect,
  order: 2,
  home: 'forms/',
  component: () => import('../TextEditor.vue'),
});
