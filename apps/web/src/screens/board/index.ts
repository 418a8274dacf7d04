import { mdiViewGridOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Schools by stages. */
export const screen = defineScreen({
  name: 'board',
  path: '/board',
  title: { ru: 'Обзор школ', en: 'Schools' },
  menu: { icon: mdiViewGridOutline, order: 2 },
  may: 'user',
  component: () => import('./BoardScreen.vue'),
});
