import { existsSync } from 'node:fs';
import { aptInstall, aptUnavailable } from './apt.ts';

const programs = ['/usr/sbin/kamailio', '/usr/bin/rtpengine'];
const packages = ['kamailio', 'kamailio-websocket-modules', 'rtpengine-daemon'];
const modules = '/usr/lib/x86_64-linux-gnu/kamailio/modules/websocket.so';

/** Why Kamailio cannot be had on this machine, in one line; `null` when it can. */
function kamailioUnavailable(): string | null {
  return isThere() ? null : aptUnavailable();
}

/**
 * Kamailio and rtpengine of Debian 12 in the machine itself (10 MB). Debian's services are not started: the lab runs the
 * programs with files of its own. On a machine that starts services at installation they stop by themselves at port 5060.
 */
export async function setUpKamailio(announce: (line: string) => void): Promise<void> {
  if (isThere()) return;
  announce('installing Kamailio and rtpengine, once');
  await aptInstall(packages, () => undefined);
  announce('Kamailio is there');
}

function isThere(): boolean {
  return [...programs, modules].every((path) => existsSync(path));
}
