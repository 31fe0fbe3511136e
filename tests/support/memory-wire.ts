import type { OpenSipSocket, SipSocketHandlers } from '../../src/telephony/sip/line/sip-socket.ts';

/** What a test does to the wire between the desk and its PBX. */
export interface MemoryWire {
  readonly openSocket: OpenSipSocket;
  /** Frames from the desk go here. */
  onFrame: (text: string) => void;
  /** Sends to the desk; lost when no socket is open. */
  toDesk(data: unknown): void;
  /** Closes the socket under the desk's feet. */
  cut(): void;
  /** While refused, new sockets close without having opened. */
  refuse(refused: boolean): void;
  /** While black, frames of both directions vanish and nothing closes. */
  black(black: boolean): void;
  readonly opened: number;
  /** Sees every frame; what it returns goes on, `null` is lost. */
  onWay: (text: string, to: 'desk' | 'pbx') => string | null;
}

/** An in-memory WebSocket: frames arrive in order, each in its own task, as on a real one. */
export function createMemoryWire(): MemoryWire {
  let desk: SipSocketHandlers | null = null;
  let isRefused = false;
  let isBlack = false;
  let opened = 0;
  const later = (run: () => void) => void setImmediate(run);

  const wire: MemoryWire = {
    onFrame: () => {},
    onWay: (text) => text,
    openSocket(_url, handlers) {
      later(() => {
        if (isRefused) return handlers.onClose();
        opened += 1;
        desk = handlers;
        handlers.onOpen();
      });
      const isCurrent = () => desk === handlers && !isBlack;
      return {
        send: (text) =>
          later(() => {
            const passed = isCurrent() ? wire.onWay(text, 'pbx') : null;
            if (passed !== null) wire.onFrame(passed);
          }),
        close: () => {
          if (desk === handlers) desk = null;
        },
      };
    },
    toDesk(data) {
      const handlers = desk;
      later(() => {
        if (desk !== handlers || isBlack) return;
        const passed = typeof data === 'string' ? wire.onWay(data, 'desk') : data;
        if (passed !== null) handlers?.onFrame(passed);
      });
    },
    cut() {
      const handlers = desk;
      desk = null;
      handlers?.onClose();
    },
    refuse: (refused) => {
      isRefused = refused;
    },
    black: (black) => {
      isBlack = black;
    },
    get opened() {
      return opened;
    },
  };
  return wire;
}
