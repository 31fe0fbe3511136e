import { randomUUID } from 'node:crypto';
import { type Socket, createServer } from 'node:net';
import { until } from './until.ts';

/** One citizen's end of a call: what she hears, as it comes out of Asterisk's `AudioSocket()`. */
export interface SoundLine {
  /** For the dial plan: `AudioSocket(id,address)`. */
  readonly id: string;
  /** Epoch milliseconds (with fractions) of the first frame that was loud; `null` = none yet. */
  firstSoundAt(): number | null;
  /** Loudness (RMS of full scale) of the loudest frame since this was asked last. */
  takeLevel(): number;
  /** All frames so far, 20 ms each. */
  frames(): number;
  isOpen(): boolean;
  /** Says this sound over and over, in time; 8 kHz signed 16 bit little endian. */
  say(samples: Buffer): void;
  untilSound(limitMs?: number): Promise<number>;
  /** The citizen hangs up. */
  close(): void;
}

export interface SoundListener {
  /** `127.0.0.1:port` */
  readonly address: string;
  expectCall(): SoundLine;
  close(): Promise<void>;
}

/** Kinds of AudioSocket packets: one byte, then two bytes of length, most significant first. */
const kind = { hangUp: 0x00, id: 0x01, sound: 0x10 } as const;
const headerLength = 3;
const frameLength = 320;
const frameMs = 20;
/** Loudness above which somebody speaks; Asterisk's and Opus's silence stays below 0.001. */
const loud = 0.01;

/** Listens for Asterisk's `AudioSocket()` on a free port. */
export async function startSoundListener(): Promise<SoundListener> {
  const lines = new Map<string, OpenLine>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setNoDelay(true);
    let rest = Buffer.alloc(0);
    let line: OpenLine | undefined;
    socket.on('data', (bytes) => {
      const at = performance.timeOrigin + performance.now();
      rest = Buffer.concat([rest, bytes]);
      while (rest.length >= headerLength) {
        const length = rest.readUInt16BE(1);
        if (rest.length < headerLength + length) return;
        const payload = rest.subarray(headerLength, headerLength + length);
        if (rest[0] === kind.id) line = lines.get(payload.toString('hex'));
        if (rest[0] === kind.id) line?.open(socket);
        if (rest[0] === kind.sound) line?.hear(payload, at);
        rest = rest.subarray(headerLength + length);
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      line?.lose();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the listener has no port');
  return {
    address: `127.0.0.1:${address.port}`,
    expectCall() {
      const line = createLine();
      lines.set(line.id.replaceAll('-', ''), line);
      return line;
    },
    async close() {
      for (const line of lines.values()) line.close();
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

interface OpenLine extends SoundLine {
  open(socket: Socket): void;
  hear(payload: Buffer, at: number): void;
  lose(): void;
}

function createLine(): OpenLine {
  let socket: Socket | null = null;
  let firstSoundAt: number | null = null;
  let loudest = 0;
  let frames = 0;
  let sound: Buffer | null = null;
  let speaking: NodeJS.Timeout | undefined;
  const speak = () => {
    if (!socket || !sound || speaking) return;
    const startedAt = performance.now();
    let said = 0;
    speaking = setInterval(() => {
      const due = Math.floor((performance.now() - startedAt) / frameMs);
      for (; said < due && sound && socket?.writable; said += 1) {
        const from = (said * frameLength) % (sound.length - frameLength + 1);
        const even = from - (from % 2);
        socket.write(packet(kind.sound, sound.subarray(even, even + frameLength)));
      }
    }, frameMs);
  };
  const lose = () => {
    clearInterval(speaking);
    socket = null;
  };
  const line: OpenLine = {
    id: randomUUID(),
    firstSoundAt: () => firstSoundAt,
    takeLevel() {
      const level = loudest;
      loudest = 0;
      return level;
    },
    frames: () => frames,
    isOpen: () => socket !== null,
    say(samples) {
      sound = samples;
      speak();
    },
    async untilSound(limitMs = 10_000) {
      await until('sound at the citizen', () => firstSoundAt !== null, limitMs);
      return firstSoundAt ?? Number.NaN;
    },
    close() {
      if (socket?.writable) socket.end(packet(kind.hangUp, Buffer.alloc(0)));
      lose();
    },
    open(next) {
      socket = next;
      speak();
    },
    hear(payload, at) {
      frames += 1;
      const level = loudness(payload);
      loudest = Math.max(loudest, level);
      if (level > loud) firstSoundAt ??= at;
    },
    lose,
  };
  return line;
}

function packet(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(headerLength);
  header[0] = type;
  header.writeUInt16BE(payload.length, 1);
  return Buffer.concat([header, payload]);
}

/** RMS as a share of full scale. */
function loudness(samples: Buffer): number {
  let sum = 0;
  const count = Math.floor(samples.length / 2);
  for (let index = 0; index < count; index += 1)
    sum += (samples.readInt16LE(index * 2) / 32_768) ** 2;
  return count === 0 ? 0 : Math.sqrt(sum / count);
}
