import { defineScreen } from '../../screen.ts';

/** Sign-in. */
export const screen = defineScreen({
  name: 'login',
  path: '/login',
  title: { ru: 'Вход', en: 'Sign in' },
  may: 'anyone',
  bare: true,
  component: () => import('./LoginScreen.vue'),
});
