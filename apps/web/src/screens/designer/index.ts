import { mdiSitemapOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Models: the list and the editor. */
export const screen = defineScreen({
  name: 'designer',
  path: '/designer/:processId?',
  title: 'designer.title',
  menu: { icon: mdiSitemapOutline, order: 5 },
  may: (me) => me.may.deploy || me.may.startCases || me.roles.includes('region'),
  component: () => import('./DesignerScreen.vue'),
  messages,
});
