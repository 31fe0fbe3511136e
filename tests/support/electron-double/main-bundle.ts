import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildElectron } from '../../../tools/build/build-electron.ts';
import type { ElectronDouble } from './electron-double.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The Electron entries, built as for shipping, in a folder of their own with two plain pages. */
export interface MainBundle {
  readonly preloadFile: string;
  /** Runs the main bundle with `double` in place of the `electron` module, as far as it goes before `ready`. */
  run(double: ElectronDouble): void;
  remove(): void;
}

export async function buildMainBundle(): Promise<MainBundle> {
  const directory = mkdtempSync(join(tmpdir(), 'hotline-electron-'));
  const outDir = join(directory, 'dist', 'electron');
  for (const page of ['desk', 'phone']) {
    mkdirSync(join(directory, 'dist', 'renderer', page), { recursive: true });
    writeFileSync(
      join(directory, 'dist', 'renderer', page, 'index.html'),
      `<!doctype html><title>${page}</title>`,
    );
  }
  symlinkSync(join(root, 'node_modules'), join(directory, 'node_modules'), 'dir');
  await buildElectron(root, outDir);
  let runs = 0;
  return {
    preloadFile: join(outDir, 'preload.cjs'),
    run(double) {
      runs += 1;
      const slot = `__electronDouble${runs}`;
      Reflect.set(globalThis, slot, double.module);
      const stand = join(outDir, `electron-${runs}.js`);
      const names = Object.keys(double.module).join(', ');
      writeFileSync(stand, `export const { ${names} } = globalThis.${slot};\n`);
      const url = pathToFileURL(stand).href;
      // A copy per run: Node keeps each module once. Loaded by Node itself, past vitest's own loader.
      const main = join(outDir, `main-${runs}.js`);
      copyFileSync(join(outDir, 'main.js'), main);
      const hooks = registerHooks({
        resolve: (specifier, context, next) =>
          specifier === 'electron'
            ? { url, format: 'module', shortCircuit: true }
            : next(specifier, context),
      });
      createRequire(main)(main);
      hooks.deregister();
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
