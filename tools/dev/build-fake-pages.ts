import { join } from 'node:path';
import { type Plugin, build } from 'vite';

/** The phone page starts from `fake-main.tsx`. Only this build knows of that file: no built product contains it. */
const fakePhone: Plugin = {
  name: 'fake-phone',
  transformIndexHtml: {
    order: 'pre',
    handler: (html, { path }) =>
      path.includes('phone') ? html.replace('./main.tsx', './fake-main.tsx') : html,
  },
};

/** Builds both pages with the scripted phone into `outDir`. */
export async function buildFakePages(root: string, outDir: string): Promise<void> {
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'warn',
    plugins: [fakePhone],
    build: { outDir, emptyOutDir: true, minify: false, sourcemap: true },
  });
}
