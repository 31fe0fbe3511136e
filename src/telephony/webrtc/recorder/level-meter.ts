import { levelStepMs } from '../../../shared/recording/entries.ts';
import type { Stretch } from './call-line.ts';
import { framesPerMs } from './sound-frames.ts';

/** Highest absolute sample of both sides over one step of 100 ms, 0–1. */
export interface LevelPair {
  readonly agent: number;
  readonly citizen: number;
}

/** Cuts written sound into steps of 100 ms and measures their peaks. */
export interface LevelMeter {
  /** Feeds sound as it is written; gives the steps completed by it. */
  feed(sound: Stretch): readonly LevelPair[];
}

const stepFrames = levelStepMs * framesPerMs;

export function createLevelMeter(): LevelMeter {
  let agent = 0;
  let citizen = 0;
  let filled = 0;
  return {
    feed: ({ agent: agentSide, citizen: citizenSide }) => {
      const frames = agentSide.length;
      const steps: LevelPair[] = [];
      for (let offset = 0; offset < frames;) {
        const end = Math.min(frames, offset + stepFrames - filled);
        agent = Math.max(agent, peakOf(agentSide, offset, end));
        citizen = Math.max(citizen, peakOf(citizenSide, offset, end));
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
  for (let index = from; index < to; index += 1) {
    const sample = samples[index] ?? 0;
    if (sample > peak) peak = sample;
    else if (-sample > peak) peak = -sample;
  }
  return peak;
}
