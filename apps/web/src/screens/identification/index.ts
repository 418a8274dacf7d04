import { mdiFilterVariant } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Results of assessments and the selection of schools by a method. */
export const screen = defineScreen({
  name: 'identification',
  path: '/identification',
  title: { ru: 'Отбор школ', en: 'Identification' },
  menu: { icon: mdiFilterVariant, order: 4 },
  may: ['coordinator', 'committee', 'method'],
  component: () => import('./IdentificationScreen.vue'),
});
