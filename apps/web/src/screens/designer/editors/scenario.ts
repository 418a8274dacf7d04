import { mdiPlayBoxOutline } from '@mdi/js';
import { defineEditor } from '../editor.ts';

/** Recorded runs: given, when, then. */
export const editor = defineEditor({
  kind: 'scenario',
  extensions: ['.yaml', '.yml'],
  icon: mdiPlayBoxOutline,
  order: 4,
  home: 'scenarios/',
  component: () => import('../TextEditor.vue'),
  check: async () =>
    (await import('../checks/in-worker.ts')).inWorker('scenario', {
      here: /(^stage\.json|\.bpmn|\.form)$/,
      elsewhere: /\.(bpmn|form)$/,
    }),
});
