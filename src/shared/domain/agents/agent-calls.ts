import type { CallView } from '../calls/call.ts';
import type { CallId } from '../ids.ts';

/** What the agent machine looks at in a call. */
export type AgentCall = Pick<
  CallView,
  'callId' | 'direction' | 'purpose' | 'state' | 'silenced' | 'answeredAt' | 'endReason'
>;

/** A call that the machine follows. `done` ones stay until the phone forgets them, so that each counts once. */
export interface TrackedCall {
  readonly callId: CallId;
  readonly phase: 'ringing' | 'talking' | 'done';
  readonly seenAt: number;
  /** A conversation ran while it rang: nobody could have taken it. */
  readonly wasBusy: boolean;
  readonly wasSilenced: boolean;
}

export interface CallsFold {
  readonly calls: readonly TrackedCall[];
  /** A conversation, or the agent's leg in one, goes on. */
  readonly talking: boolean;
  /** A citizen's call was taken by the agent just now. */
  readonly answered: boolean;
  /** A conversation with a citizen is over. */
  readonly talkEnded: boolean;
  /** Rings that the agent let pass. */
  readonly missed: number;
}

/**
 * Folds what the phone tells into what matters for the agent's state. Consultations and conference legs are no calls of
 * their own. A ring counts as missed when the agent declined or silenced it, or let it ring for `shortRingMs`; never when
 * it was answered elsewhere or rang into a conversation.
 */
export function foldCalls(
  known: readonly TrackedCall[],
  views: readonly AgentCall[],
  { at, shortRingMs }: { readonly at: number; readonly shortRingMs: number },
): CallsFold {
  const talking = views.some((view) => view.answeredAt !== null && view.state !== 'ended');
  const citizens = views.filter((view) => view.purpose === 'plain');
  let answered = false;
  let talkEnded = false;
  let missed = 0;
  const calls = citizens.flatMap((view): TrackedCall[] => {
    const before = known.find((call) => call.callId === view.callId);
    const seenAt = before?.seenAt ?? at;
    const wasBusy = (before?.wasBusy ?? false) || (talking && view.answeredAt === null);
    const wasSilenced = (before?.wasSilenced ?? false) || view.silenced;
    const tracked = { callId: view.callId, seenAt, wasBusy, wasSilenced };
    if (before?.phase === 'done') return [before];
    if (view.answeredAt !== null && before?.phase !== 'talking') answered = true;
    if (view.state !== 'ended') {
      if (view.answeredAt !== null) return [{ ...tracked, phase: 'talking' }];
      return view.direction === 'inbound' ? [{ ...tracked, phase: 'ringing' }] : [];
    }
    if (view.answeredAt !== null) talkEnded = true;
    else if (isMissed(view, tracked, at - seenAt >= shortRingMs)) missed += 1;
    return [{ ...tracked, phase: 'done' }];
  });
  const isGone = (call: TrackedCall) => !citizens.some((view) => view.callId === call.callId);
  if (known.some((call) => call.phase === 'talking' && isGone(call))) talkEnded = true;
  return { calls, talking, answered, talkEnded, missed };
}

function isMissed(
  view: AgentCall,
  ring: Pick<TrackedCall, 'wasBusy' | 'wasSilenced'>,
  wasLong: boolean,
): boolean {
  if (view.direction === 'outbound' || ring.wasBusy) return false;
  if (view.endReason === 'declined') return true;
  return view.endReason === 'missed' && (wasLong || ring.wasSilenced);
}
