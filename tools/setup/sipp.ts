import { existsSync } from 'node:fs';
import { aptInstall, aptUnavailable } from './apt.ts';

const place = '/usr/bin/sipp';

/** Path of sipp, which plays the trunk, after installing Debian's where there is none. Throws with what to do. */
export async function ensureSipp(log: (text: string) => void): Promise<string> {
  if (existsSync(place)) return place;
  const why = aptUnavailable();
  if (why !== null) throw new Error(`no sipp here and we cannot install one (${why})`);
  await aptInstall(['sip-tester'], log);
  if (!existsSync(place))
    throw new Error('apt-get installed sip-tester but sipp is not at its place');
  return place;
}
