import { mdiHandshakeOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Partners for all supported schools of a district at once. */
export const screen = defineScreen({
  name: 'matching',
  path: '/matching',
  title: { ru: 'Подбор партнёров', en: 'Partner matching' },
  menu: { icon: mdiHandshakeOutline, order: 4 },
  may: ['coordinator', 'committee', 'method', 'region'],
  component: () => import('./MatchingScreen.vue'),
});
