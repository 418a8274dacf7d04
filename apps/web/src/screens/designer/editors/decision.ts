import { mdiTableLarge } from '@mdi/js';
import { newDecision } from '../new-decision.ts';
import { defineEditor } from '../editor.ts';

/** Decision tables (DMN). */
export const editor = defineEditor({
  kind: 'decision',
  extensions: ['.dmn'],
  icon: mdiTableLarge,
  order: 3,
  home: 'decisions/',
  component: () => import('../DecisionEditor.vue'),
  create: newDecision,
  check: async () => (await import('../checks/in-worker.ts')).inWorker('decision', { here: /\.dmn$/ }),
});
