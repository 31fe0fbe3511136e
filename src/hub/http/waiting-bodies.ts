import type { IncomingMessage } from 'node:http';

/**
 * Requests of strangers whose body has not come yet, by address. Who sends a few bytes and waits holds a place that a
 * colleague behind the same address (NAT) needs to sign in: when all are taken, the one that has waited longest goes.
 */
export interface WaitingBodies {
  /** `leave` lets go of the place that the request holds. Forgotten once its body is there, or its connection is gone. */
  add(address: string, request: IncomingMessage, leave: () => void): void;
  /** Cuts the connection that has waited longest and lets go of its place; `false` = none waits. */
  cutOldest(address: string): boolean;
}

export function createWaitingBodies(): WaitingBodies {
  const waiting = new Map<string, Map<IncomingMessage, () => void>>();
  const forget = (address: string, request: IncomingMessage): void => {
    const own = waiting.get(address);
    own?.delete(request);
    if (own?.size === 0) waiting.delete(address);
  };
  return {
    add(address, request, leave) {
      const own = waiting.get(address) ?? new Map<IncomingMessage, () => void>();
      waiting.set(address, own.set(request, leave));
      const done = (): void => forget(address, request);
      request.once('end', done).once('close', done);
    },
    cutOldest(address) {
      const [oldest] = waiting.get(address) ?? [];
      if (!oldest) return false;
      const [request, leave] = oldest;
      forget(address, request);
      leave();
      request.socket.destroy();
      return true;
    },
  };
}
