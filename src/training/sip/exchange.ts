import type { SipConnection } from './connection.ts';
import type { SipResponse } from './sip-message.ts';

/** How a request of ours ended: with a final response, without one in time, or with the socket gone before. */
export type ExchangeOutcome = SipResponse | 'timeout' | 'lost';

export interface OutgoingRequest {
  readonly branch: string;
  readonly method: string;
  readonly text: string;
  readonly onProvisional?: (response: SipResponse) => void;
  /** Called once, with the exception of an INVITE: each repeated 2xx is told, because each wants an ACK. */
  readonly onOutcome: (outcome: ExchangeOutcome) => void;
}

/** Client transactions over a reliable transport (RFC 3261 §17.1 without retransmissions). */
export interface Exchange {
  send(connection: SipConnection, request: OutgoingRequest): void;
  handleResponse(response: SipResponse): void;
  handleClosed(connection: SipConnection): void;
  close(): void;
}

/** Timer F and timer B: 64 × T1. */
const transactionMs = 32_000;

interface Pending {
  readonly connection: SipConnection;
  readonly request: OutgoingRequest;
  answered: boolean;
  timer: NodeJS.Timeout | null;
}

/** Remembers what was asked, by branch and method, until it is answered, lost or too late. */
export function createExchange(): Exchange {
  const pending = new Map<string, Pending>();
  const keyOf = (branch: string, method: string) => `${branch} ${method}`;

  function finish(key: string, entry: Pending, outcome: ExchangeOutcome): void {
    stopTimer(entry);
    pending.delete(key);
    if (!entry.answered) entry.request.onOutcome(outcome);
    entry.answered = true;
  }

  function handleFinal(key: string, entry: Pending, response: SipResponse): void {
    const keepsRepeating = entry.request.method === 'INVITE' && response.status < 300;
    if (!keepsRepeating) return finish(key, entry, response);
    if (!entry.answered) {
      stopTimer(entry);
      entry.timer = setTimeout(() => pending.delete(key), transactionMs);
    }
    entry.answered = true;
    entry.request.onOutcome(response);
  }

  return {
    send(connection, request) {
      const key = keyOf(request.branch, request.method);
      const entry: Pending = { connection, request, answered: false, timer: null };
      entry.timer = setTimeout(() => finish(key, entry, 'timeout'), transactionMs);
      pending.set(key, entry);
      if (connection.isOpen()) connection.send(request.text);
      else setImmediate(() => finish(key, entry, 'lost'));
    },
    handleResponse(response) {
      const key = keyOf(response.branch, response.method);
      const entry = pending.get(key);
      if (entry === undefined) return;
      if (response.status >= 200) return handleFinal(key, entry, response);
      // A phone may ring for longer than a transaction lives: the caller's patience decides then.
      if (entry.request.method === 'INVITE') stopTimer(entry);
      entry.request.onProvisional?.(response);
    },
    handleClosed(connection) {
      for (const [key, entry] of [...pending]) {
        if (entry.connection === connection) finish(key, entry, 'lost');
      }
    },
    close() {
      for (const entry of pending.values()) stopTimer(entry);
      pending.clear();
    },
  };
}

function stopTimer(entry: Pending): void {
  if (entry.timer !== null) clearTimeout(entry.timer);
  entry.timer = null;
}
