import { mdiCogOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Users for the administrator; one's own tokens for everybody. */
export const screen = defineScreen({
  name: 'admin',
  path: '/admin',
  title: { ru: 'Настройки', en: 'Settings' },
  menu: { icon: mdiCogOutline, order: 9 },
  may: 'user',
  component: () => import('./AdminScreen.vue'),
});
