import type { CallListItem } from '../../shared/contract/calls/schemas.ts';
import { type User, mayListen } from '../../shared/domain/session/user.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/**
 * What there is to hear of a call for somebody. `none` = it was never answered · `missing` = it should have a recording ·
 * `others` = others may hear it · `away` = it is still at another desk. `word` = where it is, under `playback.at`.
 */
export type CallSoundState =
  | { readonly kind: 'none' }
  | { readonly kind: 'missing'; readonly reason: ErrorCode | null }
  | { readonly kind: 'others' | 'writing' | 'away' }
  | {
      readonly kind: 'playable';
      readonly word: 'archived' | 'here' | 'flawed' | 'damaged';
      readonly tone: 'good' | 'warn' | 'bad';
      /** Why it is not further, or not whole. */
      readonly reason: ErrorCode | null;
    };

/** An agent hears the own calls from this desk, all others come from the hub (ADR 0092). */
export function callSoundState(
  { call, recording }: Pick<CallListItem, 'call' | 'recording'>,
  user: User,
): CallSoundState {
  if (recording === null)
    return call.answeredAt === null
      ? { kind: 'none' }
      : { kind: 'missing', reason: call.noRecordingReason };
  if (!mayListen(user, call.agentWorkNo)) return { kind: 'others' };
  const { state, error: reason } = recording;
  if (state === 'writing') return { kind: 'writing' };
  // Begun, and nothing came: the desk went down right after the answer.
  if (state === 'damaged' && reason === 'recording.notStarted') return { kind: 'missing', reason };
  // What is left of it can be heard, with a mark at each place that is not.
  if (state === 'damaged') return { kind: 'playable', word: 'damaged', tone: 'bad', reason };
  if (reason === 'recording.damaged')
    return { kind: 'playable', word: 'flawed', tone: 'bad', reason };
  if (state === 'synced') return { kind: 'playable', word: 'archived', tone: 'good', reason };
  return call.agentWorkNo === user.workNo
    ? { kind: 'playable', word: 'here', tone: 'warn', reason }
    : { kind: 'away' };
}
