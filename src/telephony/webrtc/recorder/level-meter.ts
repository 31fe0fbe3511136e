import { levelStepMs } from '../../../shared/recording/entries.ts';
import { framesPerMs } from './timeline-keeper.ts';

/** Highest absolute sample of both sides over one step of 100 ms, 0–1. */
export interface LevelPair {
  readonly agent: number;
  readonly citizen: number;
}

/** Cuts written sound into steps of 100 ms and measures their peaks. */
export interface LevelMeter {
  /** Feeds frames as they are written; gives the steps completed by them. `null` stands for silence. */
  feed(
    block: { readonly agent: Float32Array; readonly citizen: Float32Array } | null,
    frames: number,
  ): readonly LevelPair[];
}

const stepFrames = levelStepMs * framesPerMs;

export function createLevelMeter(): LevelMeter {
  let agent = 0;
  let citizen = 0;
  let filled = 0;
  return {
    feed: (block, frames) => {
      const steps: LevelPair[] = [];
      for (let offset = 0; offset < frames;) {
        const end = Math.min(frames, offset + stepFrames - filled);
        agent = Math.max(agent, block ? peakOf(block.agent, offset, end) : 0);
        citizen = Math.max(citizen, block ? peakOf(block.citizen, offset, end) : 0);
        filled += end - offset;
        offset = end;
        if (filled < stepFrames) break;
        steps.push({ agent, citizen });
        agent = 0;
        citizen = 0;
        filled = 0;
      }
      return steps;
    },
  };
}

/** Peak as stored and shown: 0–100, linear. */
export function toPercent(peak: number): number {
  return Math.min(100, Math.round(peak * 100));
}

function peakOf(samples: Float32Array, from: number, to: number): number {
  let peak = 0;
  for (let index = from; index < to; index += 1)
    peak = Math.max(peak, Math.abs(samples[index] ?? 0));
  return peak;
}
