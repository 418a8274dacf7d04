import { mdiFilterVariant } from '@mdi/js';
import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Results of assessments and the selection of schools by a method. */
export const screen = defineScreen({
  name: 'identification',
  path: '/identification',
  title: 'identification.title',
  menu: { icon: mdiFilterVariant, order: 4 },
  may: ['coordinator', 'committee', 'method'],
  component: () => import('./IdentificationScreen.vue'),
  messages,
});
