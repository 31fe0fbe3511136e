import type { ErrorCode } from '../../../shared/error-codes.ts';

/** One second of a call, as far as its sound is concerned. */
export interface SoundSecond {
  /** Should anything arrive? Not while somebody holds. */
  readonly expectsRemote: boolean;
  /** Should the agent's sound leave? Not while somebody holds or the agent is muted. */
  readonly expectsLocal: boolean;
  /** Packets came, and in them more than digital silence. */
  readonly arrived: boolean;
  readonly left: boolean;
  readonly lossPercent: number;
  /** `null` = the far side says nothing. */
  readonly sentLossPercent: number | null;
  readonly oneWayMs: number;
}

/** Says what is wrong with the sound of one call, the worst first; `null` = nothing. */
export interface SoundJudge {
  onSecond(second: SoundSecond): ErrorCode | null;
}

/** So long without sound in one direction is no pause any more. */
const silentSeconds = 5;
/** From 5 % a listener with concealment hears it (G.107: R falls by 16); 2 % nobody complains about. */
const loss = { from: 5, until: 2, seconds: 2, calmSeconds: 5 } as const;
/** Above 300 ms one way people begin to talk into each other (ITU-T G.114). */
const delay = { from: 300, until: 250, seconds: 5, calmSeconds: 5 } as const;

export function createSoundJudge(): SoundJudge {
  const deaf = createSilence();
  const mute = createSilence();
  const lossSending = createHysteresis(loss);
  const lossReceiving = createHysteresis(loss);
  const delayHigh = createHysteresis(delay);
  return {
    onSecond(second) {
      const { expectsRemote, expectsLocal, arrived, left } = second;
      const found: readonly (readonly [ErrorCode, boolean])[] = [
        ['media.noRemoteAudio', deaf(arrived, expectsRemote)],
        ['media.noLocalAudio', mute(left, expectsLocal)],
        ['media.lossSending', lossSending(second.sentLossPercent ?? 0)],
        ['media.lossReceiving', lossReceiving(second.lossPercent)],
        ['media.delayHigh', delayHigh(second.oneWayMs)],
      ];
      return found.find(([, isSo]) => isSo)?.[0] ?? null;
    },
  };
}

/** Silent since `silentSeconds`; over with the first sound. A hold in between says nothing either way and starts anew. */
function createSilence(): (isThere: boolean, isExpected: boolean) => boolean {
  let seconds = 0;
  return (isThere, isExpected) => {
    seconds = isThere || !isExpected ? 0 : seconds + 1;
    return seconds >= silentSeconds;
  };
}

interface Limits {
  readonly from: number;
  readonly until: number;
  /** Seconds in a row at or above `from` that make a warning, and at or below `until` that end it. */
  readonly seconds: number;
  readonly calmSeconds: number;
}

function createHysteresis(limits: Limits): (value: number) => boolean {
  let isOn = false;
  let turning = 0;
  return (value) => {
    const turns = isOn ? value <= limits.until : value >= limits.from;
    turning = turns ? turning + 1 : 0;
    if (turning < (isOn ? limits.calmSeconds : limits.seconds)) return isOn;
    turning = 0;
    isOn = !isOn;
    return isOn;
  };
}
