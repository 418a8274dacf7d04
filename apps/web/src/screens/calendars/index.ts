import { mdiCalendarMonthOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Working time of the country, the district and its schools. */
export const screen = defineScreen({
  name: 'calendars',
  path: '/calendars',
  title: { ru: 'Календарь', en: 'Calendar' },
  menu: { icon: mdiCalendarMonthOutline, order: 6 },
  may: ['admin', 'coordinator', 'committee', 'method', 'director'],
  component: () => import('./CalendarsScreen.vue'),
});
