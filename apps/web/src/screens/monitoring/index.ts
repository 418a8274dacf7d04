import { mdiChartBoxOutline } from '@mdi/js';
import { defineScreen } from '../../screen.ts';

/** Indicators of schools: heat map of a district, a school on one page, rounds, districts of a region side by side. */
export const screen = defineScreen({
  name: 'monitoring',
  path: '/monitoring',
  title: { ru: 'Мониторинг', en: 'Monitoring' },
  menu: { icon: mdiChartBoxOutline, order: 4 },
  may: ['coordinator', 'committee', 'method', 'region', 'director', 'curator'],
  component: () => import('./MonitoringScreen.vue'),
  speaks: ['inbox'],
});
