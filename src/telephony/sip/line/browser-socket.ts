import type { OpenSipSocket } from './sip-socket.ts';

/** The WebSocket of the page (or of Node). A refused URL counts as a socket that closed. */
export const openBrowserSocket: OpenSipSocket = (url, handlers) => {
  try {
    const socket = new WebSocket(url, 'sip');
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => handlers.onOpen());
    socket.addEventListener('message', (event) => handlers.onFrame(event.data));
    socket.addEventListener('close', () => handlers.onClose());
    return { send: (text) => socket.send(text), close: () => socket.close() };
  } catch {
    queueMicrotask(() => handlers.onClose());
    return { send: () => {}, close: () => {} };
  }
};
