import { mdiTableLarge } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Roadmaps of the district and of schools: table, time chart, by person, by school; import of plans. */
export const screen = defineScreen({
  name: 'roadmap',
  path: '/roadmap',
  title: { ru: 'Дорожные карты', en: 'Roadmaps' },
  menu: { icon: mdiTableLarge, order: 4 },
  may: ['admin', 'region', 'coordinator', 'committee', 'method', 'director', 'curator'],
  component: () => import('./RoadmapScreen.vue'),
});
