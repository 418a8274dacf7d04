import { mdiBookOpenPageVariantOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Registers: schools, pairs, people, associations, subjects, districts. */
export const screen = defineScreen({
  name: 'registers',
  path: '/registers',
  title: { ru: 'Реестры', en: 'Registers' },
  menu: { icon: mdiBookOpenPageVariantOutline, order: 6 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method', 'director'],
  component: () => import('./RegistersScreen.vue'),
});
