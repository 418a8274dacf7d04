import { mdiRadar } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Risk profile of a school: factors by source and year, surveys, golden thread. */
export const screen = defineScreen({
  name: 'risk-profile',
  path: '/risk-profile',
  title: { ru: 'Рисковый профиль', en: 'Risk profile' },
  menu: { icon: mdiRadar, order: 3 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator'],
  component: () => import('./ProfileScreen.vue'),
});
