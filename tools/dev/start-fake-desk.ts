import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CleanUp } from '../launch/clean-up.ts';
import { type Service, startService } from '../launch/start-service.ts';
import { buildFakePages } from './build-fake-pages.ts';

/** The scripted phone takes any account, but a desk without one has no phone to show. */
const account = {
  serverUrl: 'ws://127.0.0.1:9',
  domain: 'fake.invalid',
  extension: '8001',
  secret: 'fake',
};

/**
 * Hub with demonstration data and browser host, whose phone page runs the scripted phone. Everything lives in `folder`
 * and on free ports. The ready line of the returned host carries `deskUrl` and `phoneUrl`.
 */
export async function startFakeDesk(options: {
  readonly root: string;
  readonly folder: string;
  readonly cleanUp: CleanUp;
  /** A hub that runs already, for a second desk. */
  readonly hubUrl?: string;
}): Promise<Service> {
  const { root, folder, cleanUp } = options;
  const pages = join(folder, 'pages');
  const data = join(folder, 'desk');
  await buildFakePages(root, pages);
  const run = (name: 'hub' | 'host', file: string, args: readonly string[]) =>
    startService({
      name,
      args: [join(root, 'src', file), ...args, '--port', '0'],
      readyEvent: `${name}.ready`,
      logFile: join(folder, `${name}.log`),
      timeoutMs: 60_000,
      onSpawned: (stop) => cleanUp.add(name, stop),
    });
  const hubArgs = ['--data', join(folder, 'hub'), '--seed', 'demo'];
  const hubUrl = options.hubUrl ?? (await run('hub', 'hub/cli.ts', hubArgs)).ready['url'];
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const config = { hub: { url: hubUrl }, pbx: account };
  writeFileSync(join(data, 'desk.json'), JSON.stringify(config), { mode: 0o600 });
  return run('host', 'main/node/main.ts', ['--data', data, '--pages', pages, '--demo']);
}
