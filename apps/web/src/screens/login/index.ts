import { defineScreen } from '../../screen.ts';
import { messages } from './messages.ts';

/** Sign-in. */
export const screen = defineScreen({
  name: 'login',
  path: '/login',
  title: 'login.title',
  may: 'anyone',
  bare: true,
  component: () => import('./LoginScreen.vue'),
  messages,
});
