import { mdiHandshakeOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Partners for all supported schools of a district at once. */
export const screen = defineScreen({
  name: 'matching',
  path: '/matching',
  title: 'matching.title',
  menu: { icon: mdiHandshakeOutline, order: 4 },
  may: ['coordinator', 'committee', 'method', 'region'],
  component: () => import('./MatchingScreen.vue'),
  messages,
});
