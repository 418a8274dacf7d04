import { mdiViewGridOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Schools by stages. */
export const screen = defineScreen({
  name: 'board',
  path: '/board',
  title: 'board.title',
  menu: { icon: mdiViewGridOutline, order: 2 },
  may: 'user',
  component: () => import('./BoardScreen.vue'),
  messages,
});
