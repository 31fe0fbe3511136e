import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sipGrammarOnce } from './tools/build/sip-grammar-once.ts';

// Paths, never URLs: the folder of the program may have any name.
const at = (path: string) => join(import.meta.dirname, path);
const page = (name: string) => at(`src/renderer/${name}/index.html`);

/** Builds the pages. Nothing is inlined, so that the content security policy can forbid inline scripts. */
export default defineConfig({
  root: at('src/renderer'),
  base: '/',
  plugins: [react(), sipGrammarOnce()],
  worker: { format: 'es' },
  build: {
    outDir: at('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1400,
    rollupOptions: {
      input: {
        desk: page('desk'),
        phone: page('phone'),
        department: page('department'),
        officer: page('officer'),
      },
    },
  },
});
