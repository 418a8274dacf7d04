import vue from '@vitejs/plugin-vue';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import vuetify from 'vite-plugin-vuetify';

const target = process.env['OPORA_API'] ?? 'http://127.0.0.1:3100';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [vue(), vuetify({ autoImport: true })],
  resolve: { conditions: ['opora-source', 'module', 'browser', 'development|production'] },
  define: { __VUE_OPTIONS_API__: false, __VUE_I18N_LEGACY_API__: false, __INTLIFY_PROD_DEVTOOLS__: false },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // What the first load of a screen takes is checked over it (tests/e2e/first-load.spec.ts).
    manifest: true,
    // The designer's editors are big and are loaded only when a diagram is opened.
    chunkSizeWarningLimit: 1800,
    // A page with a strict content policy cannot load fonts from data addresses.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    port: 5200,
    proxy: { '/api': { target, changeOrigin: false } },
  },
});
