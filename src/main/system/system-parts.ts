import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { hash, verify } from '@node-rs/argon2';
import type { Logger } from '../../shared/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { trustSystemCertificates } from '../../shared/node/system-certificates.ts';
import type { HostDeps, PasswordHasher } from '../host/host-core.ts';
import { openSocket } from './open-socket.ts';
import { systemTimers } from './system-timers.ts';

/** Argon2id with the parameters of OWASP's first choice: 19 MiB, two passes, one lane. */
const argon2Hasher: PasswordHasher = {
  hash: (password) => hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
  verify: (passwordHash, password) => verify(passwordHash, password),
};

type SystemParts = Pick<
  HostDeps,
  'hasher' | 'clock' | 'timers' | 'newId' | 'random' | 'fetch' | 'openSocket' | 'freeBytes'
>;

/** What a host takes from the machine, whichever entry starts it, and the machine's trust in certificates. Free bytes are those of the data's own disk. */
export function systemParts(dataDirectory: string, logger: Logger): SystemParts {
  if (!trustSystemCertificates()) logger.warn('certificates.systemNotTrusted');
  return {
    hasher: argon2Hasher,
    clock: systemClock,
    timers: systemTimers,
    newId: randomUUID,
    random: Math.random,
    fetch,
    openSocket,
    async freeBytes() {
      const { bavail, bsize } = await statfs(dataDirectory);
      return bavail * bsize;
    },
  };
}
