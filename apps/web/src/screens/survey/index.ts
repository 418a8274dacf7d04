import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** An anonymous survey by link and one-time code; no sign-in. */
export const screen = defineScreen({
  name: 'survey',
  path: '/survey/:token',
  title: 'survey.title',
  may: 'anyone',
  bare: true,
  component: () => import('./SurveyScreen.vue'),
  messages,
});
