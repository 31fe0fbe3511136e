import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { setUpNginx } from '../../tools/setup/nginx.ts';
import { freePort } from './free-port.ts';
import { createOfficeCa } from './office-ca.ts';

/** A real nginx with the sample configuration of `deploy/hub` before a hub. */
export interface Nginx {
  /** Over TLS, the hub at the root: `nginx.conf`. */
  readonly tlsPort: number;
  /** The authority behind its certificate for `localhost`, as PEM. */
  readonly ca: string;
  /** Plain, the hub below a path: `nginx-below-a-path.conf`. No slash at the end. */
  readonly pathUrl: string;
  /** `METHOD path status` of each request, as nginx writes them. */
  log(): string;
  stop(): Promise<void>;
}

const deploy = join(import.meta.dirname, '..', '..', 'deploy', 'hub');

/** `hubPort` on 127.0.0.1. Rejects with what nginx says when it does not come up. */
export async function startNginx(hubPort: number): Promise<Nginx> {
  await setUpNginx((line) => console.log(`[lab] ${line}`));
  const folder = mkdtempSync(join(tmpdir(), 'hotline-nginx-'));
  const at = (name: string) => join(folder, name);
  const authority = createOfficeCa();
  const { key, cert } = authority.issue();
  const ca = readFileSync(authority.rootFile, 'utf8');
  authority.remove();
  writeFileSync(at('hub.key'), key, { mode: 0o600 });
  writeFileSync(at('hub.pem'), cert);
  const [tlsPort, pathPort] = [await freePort(), await freePort()];
  const sample = (name: string) =>
    readFileSync(join(deploy, name), 'utf8')
      .replaceAll('127.0.0.1:8700', `127.0.0.1:${hubPort}`)
      .replace('listen 443 ssl', `listen 127.0.0.1:${tlsPort} ssl`)
      .replaceAll('/etc/ssl/hotline', folder);
  writeFileSync(at('root.conf'), sample('nginx.conf'));
  writeFileSync(at('path.conf'), sample('nginx-below-a-path.conf'));
  writeFileSync(
    at('nginx.conf'),
    [
      'user root; daemon off; worker_processes 1;',
      `pid ${at('pid')}; error_log ${at('error.log')};`,
      'events {}',
      'http {',
      "log_format short '$request_method $request_uri $status';",
      `access_log ${at('access.log')} short;`,
      ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (kind) => `${kind}_temp_path ${at(kind)};`,
      ),
      `include ${at('root.conf')};`,
      `server { listen 127.0.0.1:${pathPort}; include ${at('path.conf')}; }`,
      '}',
    ].join('\n'),
  );
  const output = openSync(at('console.log'), 'a');
  const nginx = spawn('setpriv', ['--pdeathsig', 'TERM', 'nginx', '-c', at('nginx.conf')], {
    stdio: ['ignore', output, output],
  });
  const pathUrl = `http://127.0.0.1:${pathPort}/hotline`;
  const answers = () =>
    fetch(pathUrl).then(
      () => true,
      () => false,
    );
  await vi.waitUntil(
    async () => {
      if (nginx.exitCode !== null) throw new Error(readFileSync(at('console.log'), 'utf8'));
      return answers();
    },
    { timeout: 20_000, interval: 50 },
  );
  return {
    tlsPort,
    ca,
    pathUrl,
    log: () => readFileSync(at('access.log'), 'utf8'),
    async stop() {
      if (nginx.exitCode === null) {
        const gone = once(nginx, 'exit');
        nginx.kill('SIGTERM');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
