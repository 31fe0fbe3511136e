import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { hash, verify } from '@node-rs/argon2';
import type { Logger } from '../../shared/logger.ts';
import { systemClock } from '../../shared/node/system-clock.ts';
import { trustSystemCertificates } from '../../shared/node/system-certificates.ts';
import type { HostDeps, PasswordHasher } from '../host/host-core.ts';
import { WebSocket } from 'ws';
import type { HubSocket } from '../hub-client/hub-client.ts';
import type { Timers } from '../host/timers.ts';

/** The process's timers. They do not keep it alive. */
export const systemTimers: Timers = {
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const finish = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, ms);
      timer.unref();
      signal.addEventListener('abort', finish);
    }),
  after(ms, call) {
    const timer = setTimeout(call, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Opens a WebSocket that carries request headers, as only the `ws` package can. */
export function openSocket(url: URL, headers: Readonly<Record<string, string>>): HubSocket {
  const socket: unknown = new WebSocket(url, { headers });
  // oRPC takes a `ws` socket, but types it as the browser's; they differ in the options of listeners only.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
  return socket as HubSocket;
}

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
