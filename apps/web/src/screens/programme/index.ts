import { mdiMapOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** The municipal programme: passport, pairs, roadmap. */
export const screen = defineScreen({
  name: 'programme',
  path: '/programme',
  title: { ru: 'Программа', en: 'Programme' },
  menu: { icon: mdiMapOutline, order: 3 },
  may: 'user',
  component: () => import('./ProgrammeScreen.vue'),
});
