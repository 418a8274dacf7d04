import { mdiFire } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Where the cases of a process stand and how long its steps take, on the diagram. */
export const screen = defineScreen({
  name: 'flow',
  path: '/flow/:processId?',
  title: { ru: 'Ход дел', en: 'Flow' },
  menu: { icon: mdiFire, order: 4 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method'],
  component: () => import('./FlowScreen.vue'),
  speaks: ['case'],
});
