import '@fontsource-variable/golos-text';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { createApp } from 'vue';
import App from './App.vue';
import { ApiError, onUnauthorized } from './api/http.ts';
import { forget } from './api/session.ts';
import { createTexts } from './i18n/index.ts';
import { fitChartsOnPaper } from './lib/charts-on-paper.ts';
import { createScreenRouter, screenTitles } from './router.ts';
import './theme.css';
import { vuetify } from './vuetify.ts';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // A refusal is an answer; only a broken connection is worth another try.
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
      retryDelay: (count) => 600 * 2 ** count,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});
const texts = createTexts(screenTitles);
const router = createScreenRouter(texts);
document.documentElement.lang = texts.global.locale.value;

onUnauthorized.call = () => {
  forget();
  queryClient.clear();
  const here = router.currentRoute.value;
  if (here.name !== 'login') void router.push({ name: 'login', query: { next: here.fullPath, ended: '1' } });
};

fitChartsOnPaper();
createApp(App).use(texts).use(router).use(vuetify).use(VueQueryPlugin, { queryClient }).mount('#app');
