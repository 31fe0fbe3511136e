import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name: string) => new URL(`src/renderer/${name}/index.html`, import.meta.url).pathname;

/** Builds the two pages. Nothing is inlined, so that the content security policy can forbid inline scripts. */
export default defineConfig({
  root: new URL('src/renderer', import.meta.url).pathname,
  base: '/',
  plugins: [react()],
  worker: { format: 'es' },
  build: {
    outDir: new URL('dist/renderer', import.meta.url).pathname,
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
    rollupOptions: { input: { desk: page('desk'), phone: page('phone') } },
  },
});
