import { existsSync } from 'node:fs';
import { aptInstall } from './apt.ts';
import { withoutServices } from './without-services.ts';

const program = '/usr/sbin/nginx';

/** nginx of Debian in the machine itself (2 MB), without its service. Throws with what to do when it cannot be installed. */
export async function setUpNginx(announce: (line: string) => void): Promise<void> {
  if (existsSync(program)) return;
  announce('installing nginx, once');
  await withoutServices(['nginx'], () => aptInstall(['nginx-light'], () => undefined));
  if (!existsSync(program)) throw new Error(`apt-get installed nginx-light, but not ${program}`);
  announce('nginx is there');
}
