import { mdiTextBoxOutline } from '@mdi/js';
import { defineEditor } from '../editor.ts';

/** Notes, and whatever has no editor of its own or cannot be read by it. */
export const editor = defineEditor({
  kind: 'text',
  extensions: ['.md'],
  icon: mdiTextBoxOutline,
  order: 9,
  home: '',
  component: () => import('../TextEditor.vue'),
  create: (_id, name) => `# ${name}\n`,
});
