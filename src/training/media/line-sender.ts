import { encodePcmuSamples } from './pcmu.ts';
import { lineRate } from './wav.ts';

/** Payload of one packet: 20 ms at 8 kHz. */
const packetBytes = 160;
const packetMs = 20;

/**
 * A second of a line on which nobody speaks: hiss about 62 dB below full scale, as of a quiet analogue line, the same each
 * time. A few steps of G.711 are all that is left of so little.
 */
const lineNoise = encodePcmuSamples(Int16Array.from({ length: lineRate }, hissFrom(0x5f37_59df)));

/** Three dice around zero: near enough to noise, of 25 effective of 32768. */
function hissFrom(seed: number): () => number {
  let state = seed;
  const die = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32 - 0.5;
  };
  return () => Math.round((die() + die() + die()) * 50);
}

export interface LineSenderOptions {
  /** Called every 20 ms of line time with 160 bytes of PCMU. */
  readonly sendPacket: (payload: Uint8Array, packetNumber: number) => void;
  readonly monotonicMs: () => number;
}

/** The citizen's mouth: an endless, evenly paced stream of packets, speech while there is some, a quiet line otherwise. */
export interface LineSender {
  start(): void;
  /** Says this after what is already being said. Resolves when it has been sent, also when the line was closed before. */
  speak(speech: Uint8Array): Promise<void>;
  stop(): void;
}

interface Utterance {
  readonly speech: Uint8Array;
  at: number;
  readonly done: () => void;
}

/** Packets are due by the clock, not by the timer: a late timer sends what is owed, so the line never drifts. */
export function createLineSender({ sendPacket, monotonicMs }: LineSenderOptions): LineSender {
  const queue: Utterance[] = [];
  let timer: NodeJS.Timeout | null = null;
  let sent = 0;

  function nextPayload(): Uint8Array {
    const at = (sent * packetBytes) % lineNoise.length;
    const payload = lineNoise.slice(at, at + packetBytes);
    const utterance = queue[0];
    if (utterance === undefined) return payload;
    payload.set(utterance.speech.subarray(utterance.at, utterance.at + packetBytes));
    utterance.at += packetBytes;
    if (utterance.at >= utterance.speech.length) {
      queue.shift();
      utterance.done();
    }
    return payload;
  }

  return {
    start() {
      if (timer !== null) return;
      const startedAt = monotonicMs() - sent * packetMs;
      timer = setInterval(() => {
        for (; startedAt + sent * packetMs <= monotonicMs(); sent += 1)
          sendPacket(nextPayload(), sent);
      }, packetMs);
    },
    speak: (speech) => new Promise((done) => queue.push({ speech, at: 0, done })),
    stop() {
      if (timer !== null) clearInterval(timer);
      timer = null;
      for (const utterance of queue.splice(0)) utterance.done();
    },
  };
}
