import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { build as viteBuild } from 'vite';

/** A bundle of Electron's: `dist/electron/{file}` from `src/main/{entry}`. */
interface ElectronEntry {
  readonly entry: string;
  readonly file: string;
  readonly format: 'es' | 'cjs';
  /** Packages that stay outside the bundle; without it all do. */
  readonly external?: readonly string[];
}

const entries: readonly ElectronEntry[] = [
  { entry: 'electron/main.ts', file: 'main.js', format: 'es' },
  // A sandboxed preload has to be CommonJS.
  { entry: 'electron/preload.ts', file: 'preload.cjs', format: 'cjs' },
  // Runs from outside the archive (asar), where only native packages are installed: the rest is bundled in.
  {
    entry: 'storage/store-worker.ts',
    file: 'store-worker.js',
    format: 'es',
    external: ['better-sqlite3', '@node-rs/jieba'],
  },
];

/** Bundles our own code of the Electron entries into `dist/electron`, beside the migrations that it reads. */
export async function buildElectron(
  root: string,
  outDir = join(root, 'dist', 'electron'),
): Promise<void> {
  for (const { entry, file, format, external } of entries) {
    await viteBuild({
      root,
      configFile: false,
      logLevel: 'warn',
      ...(external ? { ssr: { noExternal: true, external: [...external] } } : {}),
      build: {
        ssr: join(root, 'src', 'main', entry),
        outDir,
        emptyOutDir: false,
        target: 'node24',
        // One file each: what is loaded later lies in it, too.
        rollupOptions: { output: { format, entryFileNames: file, codeSplitting: false } },
      },
    });
  }
  cpSync(join(root, 'src', 'main', 'storage', 'migrations'), join(outDir, 'migrations'), {
    recursive: true,
  });
}
