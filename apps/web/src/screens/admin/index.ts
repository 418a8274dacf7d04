import { mdiCogOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Users for the administrator; one's own tokens for everybody. */
export const screen = defineScreen({
  name: 'admin',
  path: '/admin',
  title: 'admin.title',
  menu: { icon: mdiCogOutline, order: 9 },
  may: 'user',
  component: () => import('./AdminScreen.vue'),
  messages,
});
