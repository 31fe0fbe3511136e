import { existsSync } from 'node:fs';
import { aptInstall } from './apt.ts';
import { withoutServices } from './without-services.ts';

const programs = ['/usr/sbin/kamailio', '/usr/bin/rtpengine'];
const packages = ['kamailio', 'kamailio-websocket-modules', 'rtpengine-daemon'];
const services = ['kamailio', 'rtpengine-daemon'];
const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so';

/**
 * Kamailio and rtpengine of Debian in the machine itself (10 MB), without their services: the lab runs the programs with
 * files of its own. Throws with what to do when they cannot be installed.
 */
export async function setUpKamailio(announce: (line: string) => void): Promise<void> {
  if (isThere()) return;
  announce('installing Kamailio and rtpengine, once');
  await withoutServices(services, () => aptInstall(packages, () => undefined));
  if (!isThere()) throw new Error(`apt-get installed ${packages.join(', ')} but files are missing`);
  announce('Kamailio is there');
}

function isThere(): boolean {
  return [...programs, modules].every((path) => existsSync(path));
}
