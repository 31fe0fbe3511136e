import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build as viteBuild } from 'vite';

/** An entry of Electron: a sandboxed preload has to be CommonJS. */
const entries = [
  { name: 'main', format: 'es', file: 'main.js' },
  { name: 'preload', format: 'cjs', file: 'preload.cjs' },
] as const;

/** Bundles our own code of the Electron entries into `dist/electron`; npm packages stay outside and are required. */
export async function buildElectron(root: string): Promise<void> {
  for (const { name, format, file } of entries) {
    const entry = join(root, 'src', 'main', 'electron', `${name}.ts`);
    if (!existsSync(entry)) continue;
    await viteBuild({
      root,
      configFile: false,
      logLevel: 'warn',
      build: {
        ssr: entry,
        outDir: join(root, 'dist', 'electron'),
        emptyOutDir: false,
        target: 'node24',
        rollupOptions: { output: { format, entryFileNames: file } },
      },
    });
  }
}
