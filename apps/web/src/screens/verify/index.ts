import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** What everybody may learn of a document by the code on the paper; no sign-in. */
export const screen = defineScreen({
  name: 'verify',
  path: '/verify/:code',
  title: 'verify.title',
  may: 'anyone',
  bare: true,
  component: () => import('./VerifyScreen.vue'),
  messages,
});
