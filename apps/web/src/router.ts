import { createRouter, createWebHistory, type Router } from 'vue-router';
import { ensureSession, me } from './api/session.ts';
import { addTexts, type Messages, type TextsPlugin } from './i18n/index.ts';
import { maySee, type Screen } from './screen.ts';

const found = import.meta.glob<{ screen: Screen }>('./screens/*/index.ts', { eager: true });

/** All screens, in the order of the menu. */
export const screens: Screen[] = Object.values(found)
  .map((module) => module.screen)
  .sort((a, b) => (a.menu?.order ?? 99) - (b.menu?.order ?? 99));

const textsOf = import.meta.glob<{ messages: Messages }>('./screens/*/messages.ts');

/** What is known of every screen from the start: its title. */
export const screenTitles: { [name: string]: Messages } = Object.fromEntries(
  screens.map(({ name, title: { ru, en } }) => [name, { ru: { title: ru }, en: { title: en } }]),
);

/** A screen is shown when it and all texts that it speaks are there. */
async function loaded({ name, speaks = [], component }: Screen, texts: TextsPlugin) {
  const [shown] = await Promise.all([
    component(),
    ...[name, ...speaks].map(async (each) => {
      const { messages } = await textsOf[`./screens/${each}/messages.ts`]!();
      addTexts(texts.global, each, messages);
    }),
  ]);
  return shown;
}

/** The screen of a route. */
export function screenOf(name: unknown): Screen | undefined {
  return screens.find((screen) => screen.name === name);
}

/** The router over the screens found; who is not signed in is sent to the sign-in and comes back after it. */
export function createScreenRouter(texts: TextsPlugin): Router {
  const router = createRouter({
    history: createWebHistory(),
    routes: [
      {
        path: '/',
        redirect: () =>
          me.value?.roles.some((role) => role === 'region' || role === 'admin') ? '/board' : '/inbox',
      },
      ...screens.map((screen) => ({
        path: screen.path,
        name: screen.name,
        component: () => loaded(screen, texts),
      })),
      { path: '/:rest(.*)*', name: 'not-found', component: () => import('./components/NotFound.vue') },
    ],
    scrollBehavior: (_to, _from, saved) => saved ?? false,
  });
  router.beforeEach(async (to) => {
    await ensureSession();
    const screen = screenOf(to.name);
    if (screen?.may === 'anyone') return true;
    if (!me.value) return { name: 'login', query: to.fullPath === '/' ? {} : { next: to.fullPath } };
    if (to.path === '/' || !screen || maySee(screen, me.value as Parameters<typeof maySee>[1])) return true;
    return { name: 'not-found', params: { rest: to.path.slice(1).split('/') }, query: { forbidden: '1' } };
  });
  return router;
}
