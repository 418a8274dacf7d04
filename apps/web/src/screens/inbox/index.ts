import { mdiInboxOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** What is asked of the user. */
export const screen = defineScreen({
  name: 'inbox',
  path: '/inbox/:taskId?',
  title: 'inbox.title',
  menu: { icon: mdiInboxOutline, order: 1 },
  may: 'user',
  component: () => import('./InboxScreen.vue'),
  messages,
});
