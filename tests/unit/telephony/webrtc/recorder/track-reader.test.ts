import { expect, it } from 'vitest';
import { readTrack } from '../../../../../src/telephony/webrtc/recorder/track-reader.ts';

const blockMs = 10;
const blockFrames = 480;

/** A block as Chromium hands it over, stamped by a clock that began earlier than the recorder's. */
function blockAt(atMs: number, onClose: () => void): AudioData {
  return {
    timestamp: (atMs + 7000) * 1000,
    sampleRate: 48_000,
    numberOfChannels: 1,
    numberOfFrames: blockFrames,
    copyTo: (plane: Float32Array) => plane.fill(0.5),
    close: onClose,
  } as unknown as AudioData;
}

/** Reads so many blocks that had waited already when the worker came to read, and then `more` in time. */
async function read(waited: number, more: number) {
  let now = waited * blockMs;
  let given = 0;
  let open = 0;
  const heard: number[] = [];
  const sound = new ReadableStream<AudioData>(
    {
      pull(controller) {
        if (given >= waited + more) return controller.close();
        const atMs = given * blockMs;
        given += 1;
        now = Math.max(now, atMs + blockMs);
        open += 1;
        controller.enqueue(blockAt(atMs, () => (open -= 1)));
      },
    },
    { highWaterMark: 0 },
  );
  await new Promise<void>((onEnd) => {
    readTrack(sound, {
      nowMs: () => now,
      wait: async () => {},
      onSound: (_, atMs) => heard.push(Math.round(atMs)),
      onIdle: () => {},
      onEnd,
    });
  });
  return { heard, open };
}

it.each([0, 20, 60, 900])(
  'places the first sound right when %i blocks had waited for the worker',
  async (waited) => {
    const { heard, open } = await read(waited, 20);
    // A block is known to be as old as the soonest one was: its own ten milliseconds.
    expect(heard).toEqual(Array.from({ length: waited + 20 }, (_, index) => (index + 1) * blockMs));
    expect(open).toBe(0);
  },
);
