import type { WebSocket } from 'ws';
import type { Logger } from '../../shared/logger.ts';
import { type JudgedFrame, judgeFrame } from '../../shared/node/frame-gate.ts';
import { hubLimits } from './limits.ts';

export interface SocketPeerDeps {
  readonly logger: Logger;
  /** Works on a call; resolves when its answer has been handed to `send` and taken by the socket. */
  readonly handle: (text: string, send: (text: string) => Promise<void>) => Promise<void>;
  /** Milliseconds until this user may call again; 0 = now. */
  readonly mayCall: () => number;
  readonly onAnswer: (byteLength: number) => void;
}

const watchPath = '/changes/watch';

/**
 * Between a WebSocket and oRPC: judges what comes, answers a second watch with `hub.busy`, and reads on only while fewer than
 * `callsInFlight` answers are unread. Who does not read is not written to beyond that.
 */
export function servePeer(webSocket: WebSocket, deps: SocketPeerDeps): void {
  const queue: Extract<JudgedFrame, { kind: 'call' | 'abort' }>[] = [];
  const watches = new Set<string>();
  let inFlight = 0;
  let timer: NodeJS.Timeout | null = null;

  const send = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (webSocket.readyState !== webSocket.OPEN) return resolve();
      deps.onAnswer(text.length);
      webSocket.send(text, () => resolve());
    });
  const begin = (frame: Extract<JudgedFrame, { kind: 'call' | 'abort' }>): void => {
    if (frame.kind === 'abort') {
      void deps.handle(frame.text, send);
      return;
    }
    const isWatch = frame.path === watchPath;
    if (isWatch && watches.size >= hubLimits.socket.watches) {
      void send(busyAnswer(frame.id));
      return;
    }
    if (isWatch) watches.add(frame.id);
    else inFlight += 1;
    void deps.handle(frame.text, send).finally(() => {
      if (isWatch) watches.delete(frame.id);
      else inFlight -= 1;
      work();
    });
  };
  const work = (): void => {
    if (timer) return;
    while (queue.length > 0 && inFlight < hubLimits.socket.callsInFlight) {
      const waitMs = deps.mayCall();
      if (waitMs > 0) {
        timer = setTimeout(() => {
          timer = null;
          work();
        }, waitMs);
        break;
      }
      const next = queue.shift();
      if (next) begin(next);
    }
    if (webSocket.readyState !== webSocket.OPEN) return;
    if (queue.length > 0) webSocket.pause();
    else webSocket.resume();
  };
  webSocket.on('message', (data: Buffer, isBinary: boolean) => {
    const frame = judgeFrame(data, isBinary);
    if (frame.kind === 'refused') {
      deps.logger.warn('socket.refused', { reason: frame.reason, byteLength: data.byteLength });
      webSocket.close(frame.closeCode);
      return;
    }
    queue.push(frame);
    work();
  });
  webSocket.on('close', () => {
    queue.length = 0;
    if (timer) clearTimeout(timer);
  });
}

function busyAnswer(id: string): string {
  return JSON.stringify({ i: id, p: { s: 503, b: { json: busyError } } });
}

/** `hub.busy` as oRPC writes a declared error. A desk that does not know the code goes by the status. */
export const busyError = {
  defined: true,
  code: 'APP',
  status: 503,
  message: 'expected failure',
  data: { code: 'hub.busy', fields: null },
} as const;
