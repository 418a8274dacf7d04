import { defineScreen } from '../../screen.ts';

/** What everybody may learn of a document by the code on the paper; no sign-in. */
export const screen = defineScreen({
  name: 'verify',
  path: '/verify/:code',
  title: { ru: 'Проверка документа', en: 'Verification of a document' },
  may: 'anyone',
  bare: true,
  component: () => import('./VerifyScreen.vue'),
});
