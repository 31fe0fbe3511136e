import type { SetTimer } from '../../core/set-timer.ts';
import type { OpenSipSocket } from './sip-socket.ts';

export interface MainAddressWatchDeps {
  readonly openSocket: OpenSipSocket;
  readonly setTimer: SetTimer;
  readonly url: string;
  readonly domain: string;
  /** The main address has answered `answersInARow` times, 20 s apart; told again with each further answer. */
  readonly onServes: (answersInARow: number) => void;
}

export type MainAddressWatch = ReturnType<typeof createMainAddressWatch>;

const everyMs = 20_000;
const answerLimitMs = 5000;

/**
 * Watches the main address while a fall-back serves: one OPTIONS over a socket of its own each 20 s. A proxy may take
 * sockets for a PBX that is down, so only an answer in SIP counts.
 */
export function createMainAddressWatch(deps: MainAddressWatchDeps) {
  let cancel = () => {};
  let running = false;
  let inARow = 0;

  const next = (serves: boolean) => {
    if (!running) return;
    inARow = serves ? inARow + 1 : 0;
    cancel = deps.setTimer(look, everyMs);
    if (serves) deps.onServes(inARow);
  };
  const look = () => {
    cancel = askOnce(deps, next);
  };
  return {
    start() {
      if (running) return;
      running = true;
      inARow = 0;
      cancel = deps.setTimer(look, everyMs);
    },
    stop() {
      running = false;
      cancel();
      cancel = () => {};
    },
  };
}

/** Asks once; tells exactly once unless it is cancelled by what it returns. */
function askOnce(deps: MainAddressWatchDeps, onResult: (serves: boolean) => void): () => void {
  let isOpen = true;
  const close = () => {
    isOpen = false;
    cancelLimit();
    socket.close();
  };
  const finish = (serves: boolean) => {
    if (!isOpen) return;
    close();
    onResult(serves);
  };
  const cancelLimit = deps.setTimer(() => finish(false), answerLimitMs);
  const socket = deps.openSocket(deps.url, {
    onOpen: () => socket.send(optionsText(deps.url, deps.domain)),
    onFrame: (data) => finish(typeof data === 'string' && data.startsWith('SIP/2.0 ')),
    onClose: () => finish(false),
  });
  return close;
}

/** RFC 3261 §11: whatever the answer is, it is one. */
function optionsText(url: string, domain: string): string {
  const token = crypto.randomUUID().replaceAll('-', '');
  const via = url.startsWith('wss:') ? 'WSS' : 'WS';
  return [
    `OPTIONS sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/${via} ${token.slice(0, 12)}.invalid;branch=z9hG4bK${token}`,
    'Max-Forwards: 70',
    `From: <sip:probe@${domain}>;tag=${token.slice(0, 10)}`,
    `To: <sip:${domain}>`,
    `Call-ID: ${token}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
