import { ERRORS, type Lock, type Locker, type RequestRelease } from '@tus/server';

/** Requests that may wait for one upload: the desk that lost its connection, and comes again. More are no desk's. */
const maxWaiting = 2;

interface Held {
  /** Asks the request that holds it to let go. */
  requestRelease: RequestRelease;
  readonly waiting: { readonly take: () => void; readonly requestRelease: RequestRelease }[];
}

/**
 * One request at a time for each upload: a newer one asks the one before to let go and waits for it, without asking again and
 * again. Throws tus's `ERR_LOCK_TIMEOUT` when too many wait or it takes more than `limitMs`.
 */
export function createUploadLocker(limitMs = 15_000): Locker {
  const held = new Map<string, Held>();
  return { newLock: (id) => createLock(held, id, limitMs) };
}

function createLock(held: Map<string, Held>, id: string, limitMs: number): Lock {
  return {
    async lock(signal, requestRelease) {
      const holder = held.get(id);
      if (!holder) {
        held.set(id, { requestRelease, waiting: [] });
        return;
      }
      if (holder.waiting.length >= maxWaiting) throw ERRORS.ERR_LOCK_TIMEOUT;
      await new Promise<void>((resolve, reject) => {
        const end = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', giveUp);
        };
        const place = {
          requestRelease,
          take: () => {
            end();
            resolve();
          },
        };
        const giveUp = (): void => {
          end();
          const at = holder.waiting.indexOf(place);
          if (at >= 0) holder.waiting.splice(at, 1);
          reject(ERRORS.ERR_LOCK_TIMEOUT);
        };
        const timer = setTimeout(giveUp, limitMs);
        signal.addEventListener('abort', giveUp, { once: true });
        holder.waiting.push(place);
        void holder.requestRelease();
      });
    },
    async unlock() {
      const holder = held.get(id);
      const next = holder?.waiting.shift();
      if (!holder || !next) {
        held.delete(id);
        return;
      }
      holder.requestRelease = next.requestRelease;
      next.take();
    },
  };
}
