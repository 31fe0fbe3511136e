import { framesPerMs } from './sound-frames.ts';

/**
 * Keeps sound in step whose clock runs slightly otherwise than the system's, or of which a few milliseconds are missing: blocks
 * are made longer or shorter by half a percent, which nobody hears, until they fit. Pure; frames at 48 kHz.
 */
export interface DriftServo {
  /** How late the block is that comes now; negative = too early. */
  onBlock(lateness: number): void;
  /** How many frames to make of a block of `frames`. Each is to be asked for once. */
  framesFor(frames: number): number;
  /** The sound has been put in its place otherwise. */
  reset(): void;
}

/** The least lateness among so many is the true one: whoever fetches sound may be late, never early. */
const blocksPerLook = 100;
const noticedFrames = 2 * framesPerMs;
const most = 0.005;

export function createDriftServo(): DriftServo {
  let looked = 0;
  let least = Infinity;
  let owed = 0;
  return {
    onBlock(lateness) {
      if (owed !== 0) return;
      looked += 1;
      least = Math.min(least, lateness);
      if (looked < blocksPerLook) return;
      if (Math.abs(least) > noticedFrames) owed = Math.round(least);
      looked = 0;
      least = Infinity;
    },
    framesFor(frames) {
      const limit = Math.ceil(frames * most);
      const given = Math.max(-limit, Math.min(limit, owed));
      owed -= given;
      return frames + given;
    },
    reset() {
      looked = 0;
      least = Infinity;
      owed = 0;
    },
  };
}

/** The same sound in `frames` frames. */
export function stretched(samples: Float32Array, frames: number): Float32Array {
  if (frames === samples.length || samples.length < 2) return samples;
  const step = (samples.length - 1) / (frames - 1);
  return Float32Array.from({ length: frames }, (_, index) => {
    const at = index * step;
    const before = Math.min(samples.length - 2, Math.floor(at));
    const [low, high] = [samples[before] ?? 0, samples[before + 1] ?? 0];
    return low + (high - low) * (at - before);
  });
}
