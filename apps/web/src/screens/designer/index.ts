import { mdiSitemapOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Models: the list and the editor. */
export const screen = defineScreen({
  name: 'designer',
  path: '/designer/:folder?/:path(.*)*',
  title: 'designer.title',
  menu: { icon: mdiSitemapOutline, order: 5 },
  may: (me) =>
    me.may.editModels ||
    me.may.startCases ||
    me.roles.some((role) => role === 'region' || role === 'committee'),
  component: () => import('./DesignerScreen.vue'),
  messages,
});
