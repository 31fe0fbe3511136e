import type { ErrorCode } from '../../../shared/error-codes.ts';

/** One second of a call, as far as its sound is concerned. */
export interface SoundSecond {
  /** Should anything arrive? Not while somebody holds. */
  readonly expectsRemote: boolean;
  /** Should the agent's sound leave? Not while somebody holds or the agent is muted. */
  readonly expectsLocal: boolean;
  /** Packets that came. What is in them says nothing: somebody who listens is silent, and a muted phone sends zeros. */
  readonly arrived: number;
  /** Packets that are known to be missing, by the numbers of those that came. */
  readonly lost: number;
  /** The far side has reported (RTCP) within the last 15 s, on the same road as its sound: it is there, whatever it sends. */
  readonly isFarReporting: boolean;
  /** Packets went, and the microphone gave something to put into them: an exact zero is no room, however quiet. */
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

/**
 * So long without anything in one direction is no pause any more. G.711 without comfort noise sends 50 packets a second,
 * Opus in its silence two or three (DTX), a far side with comfort noise (RFC 3389) some.
 */
const absentSeconds = 5;
/**
 * A far side that stops sending while nobody speaks shows it: the packet after the pause bears the next number, and what was
 * not sent does not come later either. Two such pauses are a habit. From then on a pause may be long, without end while
 * the far side reports; the same of a microphone whose headset makes zeros of a quiet room.
 */
const habit = { pauses: 2, longestSeconds: 30, packetsAfter: 60 } as const;
/** From 5 % a listener with concealment hears it (G.107: R falls by 16); 2 % nobody complains about. */
const loss = { from: 5, until: 2, seconds: 2, calmSeconds: 5 } as const;
/** Above 300 ms one way people begin to talk into each other (ITU-T G.114). */
const delay = { from: 300, until: 250, seconds: 5, calmSeconds: 5 } as const;

export function createSoundJudge(): SoundJudge {
  const deaf = createAbsence();
  const mute = createAbsence();
  const lossSending = createHysteresis(loss);
  const lossReceiving = createHysteresis(loss);
  const delayHigh = createHysteresis(delay);
  return {
    onSecond(second) {
      const { expectsRemote, expectsLocal, arrived, lost, isFarReporting, left } = second;
      const wasPause = lost === 0 && arrived <= habit.packetsAfter;
      const found: readonly (readonly [ErrorCode, boolean])[] = [
        [
          'media.noRemoteAudio',
          deaf({ isThere: arrived > 0, isExpected: expectsRemote, wasPause, isFarReporting }),
        ],
        [
          'media.noLocalAudio',
          mute({
            isThere: left,
            isExpected: expectsLocal,
            wasPause: true,
            isFarReporting: false,
          }),
        ],
        ['media.lossSending', lossSending(second.sentLossPercent ?? 0)],
        ['media.lossReceiving', lossReceiving(second.lossPercent)],
        ['media.delayHigh', delayHigh(second.oneWayMs)],
      ];
      return found.find(([, isSo]) => isSo)?.[0] ?? null;
    },
  };
}

interface Presence {
  readonly isThere: boolean;
  readonly isExpected: boolean;
  /** If this ends an absence: was nothing lost in it? */
  readonly wasPause: boolean;
  readonly isFarReporting: boolean;
}

/** Absent for too long; over with the first that comes. A hold in between says nothing either way and starts anew. */
function createAbsence(): (presence: Presence) => boolean {
  let seconds = 0;
  let wasThere = false;
  let pauses = 0;
  return ({ isThere, isExpected, wasPause, isFarReporting }) => {
    if (!isThere && isExpected) {
      seconds += 1;
      if (pauses < habit.pauses) return seconds >= absentSeconds;
      return seconds >= habit.longestSeconds && !isFarReporting;
    }
    if (isExpected && wasThere && wasPause && seconds > 0) pauses += 1;
    seconds = 0;
    wasThere = isExpected && isThere;
    return false;
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
