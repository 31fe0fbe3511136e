/** What the watch found out. */
export type GapFinding = 'losing' | 'keeping';

/**
 * Notices a recording that loses sound while the call runs, so that the agent hears of it in the call and not the lead days
 * later. Pure; times are monotonic milliseconds.
 */
export interface GapWatch {
  /** So much was lost just now; `losing` when that makes too much, the first time. */
  onLoss(nowMs: number, lostMs: number): GapFinding | null;
  /** Ten times a second; `keeping` once nothing was lost for long enough to trust it again. */
  onTick(nowMs: number): GapFinding | null;
}

/** A short word: less hides nothing. */
const noticedMs = 300;
/** Losses that lie further apart are not one trouble. */
const togetherMs = 60_000;
const calmMs = 10_000;

export function createGapWatch(): GapWatch {
  let lost: readonly { readonly atMs: number; readonly lostMs: number }[] = [];
  let isLosing = false;
  return {
    onLoss: (nowMs, lostMs) => {
      const since = nowMs - togetherMs;
      lost = [...lost.filter(({ atMs }) => atMs > since), { atMs: nowMs, lostMs }];
      const sumMs = lost.reduce((sum, one) => sum + one.lostMs, 0);
      if (isLosing || sumMs < noticedMs) return null;
      isLosing = true;
      return 'losing';
    },
    onTick: (nowMs) => {
      const lastMs = lost.at(-1)?.atMs ?? -Infinity;
      if (!isLosing || nowMs - lastMs < calmMs) return null;
      isLosing = false;
      lost = [];
      return 'keeping';
    },
  };
}
