import type { Levels } from '../../shared/domain/desk/desk-state.ts';

/** An eye reads a bar no quicker, and each telling is a message to two processes and a drawing. */
const everyMs = 250;

/**
 * Loudness as often as it is looked at: at most four times a second, each time the loudest since the last. What is told of another
 * call goes at once. The recording keeps every tenth of a second; this is for the bars alone.
 */
export function createLevelPace(deps: {
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  readonly tell: (levels: Levels) => void;
}): (levels: Levels) => void {
  let toldAt = -Infinity;
  let loudest: Levels | null = null;
  return (levels) => {
    const isSame = loudest?.callId === levels.callId;
    loudest = {
      callId: levels.callId,
      agent: Math.max(levels.agent, isSame ? (loudest?.agent ?? 0) : 0),
      citizen: Math.max(levels.citizen, isSame ? (loudest?.citizen ?? 0) : 0),
    };
    const now = deps.nowMs();
    if (isSame && now - toldAt < everyMs) return;
    toldAt = now;
    deps.tell(loudest);
    loudest = { callId: levels.callId, agent: 0, citizen: 0 };
  };
}
