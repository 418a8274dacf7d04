import { defineScreen } from '../../screen.ts';

/** An anonymous survey by link and one-time code; no sign-in. */
export const screen = defineScreen({
  name: 'survey',
  path: '/survey/:token',
  title: { ru: 'Анкета', en: 'Survey' },
  may: 'anyone',
  bare: true,
  component: () => import('./SurveyScreen.vue'),
});
