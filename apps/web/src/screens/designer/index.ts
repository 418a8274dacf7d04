import { mdiSitemapOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Models: the list and the editor. */
export const screen = defineScreen({
  name: 'designer',
  path: '/designer/:folder?/:path(.*)*',
  title: { ru: 'Процессы', en: 'Processes' },
  menu: { icon: mdiSitemapOutline, order: 5 },
  may: (me) =>
    me.may.editModels ||
    me.may.startCases ||
    me.roles.some((role) => role === 'region' || role === 'committee'),
  component: () => import('./DesignerScreen.vue'),
  speaks: ['case'],
});
