import { type Place, placeIn } from './sweep.ts';

/** What a track gave out at a moment: the place of the voice. */
export interface HeardMoment {
  /** Middle of the moment, milliseconds of the page's clock. */
  readonly atMs: number;
  readonly place: Place;
}

/** One of `MediaStreamTrackProcessor` (not in TypeScript's DOM types), as far as it is used. */
interface SoundReader {
  read(): Promise<{ readonly done: boolean; readonly value?: AudioData }>;
}

const momentFrames = 1920;

/**
 * Notes what a track gives out, beside the product's own ways of hearing it: frames as WebRTC plays them, with the moment at
 * which it did. A page that is held up notes late, never wrong. Returns the notes, which grow until the track ends.
 */
export function noteHeard(track: MediaStreamTrack): readonly HeardMoment[] {
  const notes: HeardMoment[] = [];
  void note(readerOf(track), notes);
  return notes;
}

async function note(reader: SoundReader, notes: HeardMoment[]): Promise<void> {
  let pending: { readonly timestamp: number; readonly samples: Float32Array }[] = [];
  let frames = 0;
  /** From the sound's clock to the page's: what came with the least delay tells. */
  let offsetMs = Infinity;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) return;
    const samples = new Float32Array(value.numberOfFrames);
    value.copyTo(samples, { planeIndex: 0, format: 'f32-planar' });
    offsetMs = Math.min(offsetMs, performance.now() - value.timestamp / 1000);
    const last = pending.at(-1);
    const isTorn = last && value.timestamp - last.timestamp > 15_000;
    if (isTorn) [pending, frames] = [[], 0];
    pending.push({ timestamp: value.timestamp, samples });
    frames += samples.length;
    value.close();
    if (frames < momentFrames) continue;
    const joined = new Float32Array(frames);
    let offset = 0;
    for (const one of pending) {
      joined.set(one.samples, offset);
      offset += one.samples.length;
    }
    const fromMs = (pending[0]?.timestamp ?? 0) / 1000 + offsetMs;
    notes.push({ atMs: fromMs + frames / 96, place: placeIn(joined) });
    [pending, frames] = [[], 0];
  }
}

function readerOf(track: MediaStreamTrack): SoundReader {
  const { MediaStreamTrackProcessor } = globalThis as unknown as {
    MediaStreamTrackProcessor: new (init: { track: MediaStreamTrack; maxBufferSize: number }) => {
      readonly readable: { getReader(): SoundReader };
    };
  };
  return new MediaStreamTrackProcessor({ track, maxBufferSize: 1000 }).readable.getReader();
}
