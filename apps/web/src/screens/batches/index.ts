import { mdiCheckboxMultipleOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** One action over many cases: what it would do, how far it is, what became of each case. */
export const screen = defineScreen({
  name: 'batches',
  path: '/batches/:batchId?',
  title: { ru: 'Массовые действия', en: 'Batches' },
  menu: { icon: mdiCheckboxMultipleOutline, order: 7 },
  may: ['coordinator', 'admin', 'region'],
  component: () => import('./BatchesScreen.vue'),
});
