import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, loadConfigFromFile } from 'vite';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the desk page alone, by the product's own configuration, into a temporary folder. */
export async function buildDesk(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'hotline-desk-page-'));
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    join(root, 'vite.config.ts'),
  );
  const config = loaded?.config ?? {};
  await build({
    ...config,
    configFile: false,
    logLevel: 'warn',
    build: {
      ...config.build,
      outDir: folder,
      rollupOptions: { input: { desk: join(root, 'src/renderer/desk/index.html') } },
    },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
