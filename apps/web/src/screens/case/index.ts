import { defineScreen } from '../../screen.ts';

/** One case with its diagram, stages, tasks, journal and data. */
export const screen = defineScreen({
  name: 'case',
  path: '/cases/:id',
  title: { ru: 'Дело', en: 'Case' },
  may: 'user',
  component: () => import('./CaseScreen.vue'),
  speaks: ['board', 'documents'],
});
