import { mdiInboxOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** What is asked of the user. */
export const screen = defineScreen({
  name: 'inbox',
  path: '/inbox/:taskId?',
  title: { ru: 'Мои задачи', en: 'My tasks' },
  menu: { icon: mdiInboxOutline, order: 1 },
  may: 'user',
  component: () => import('./InboxScreen.vue'),
  speaks: ['case', 'documents'],
});
