import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** One case with its diagram, stages, tasks, journal and data. */
export const screen = defineScreen({
  name: 'case',
  path: '/cases/:id',
  title: 'case.title',
  may: 'user',
  component: () => import('./CaseScreen.vue'),
  messages,
});
