import { type Socket, connect } from 'node:net';

/** Sends these bytes on a TCP connection of its own and resets it `afterMs` later. `false` when nobody listens. */
export async function sendAndReset(port: number, bytes: string, afterMs = 0): Promise<boolean> {
  const socket = await open(port);
  if (socket === null) return false;
  socket.write(bytes);
  if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
  socket.resetAndDestroy();
  return true;
}

/** A connection whose errors are nobody's business; `null` when nobody listens. */
function open(port: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(socket));
    socket.on('error', () => resolve(null));
  });
}
