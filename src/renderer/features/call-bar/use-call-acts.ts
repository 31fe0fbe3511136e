import type { CallView } from '../../../shared/domain/call.ts';
import { useDeskStore } from '../../context/desk-context.ts';

export interface CallActs {
  answer(): void;
  /** Declines a call that still rings. */
  hangUp(): void;
  toggleMute(): void;
  toggleHold(): void;
}

/** What the buttons and the keys of the call bar do to `call`. Without a call they do nothing. */
export function useCallActs(call: CallView | null): CallActs {
  const command = useDeskStore((state) => state.command);
  if (!call) return { answer: none, hangUp: none, toggleMute: none, toggleHold: none };
  const { callId } = call;
  return {
    answer: () => void command({ kind: 'answer', callId }),
    hangUp: () => void command({ kind: call.state === 'alerting' ? 'decline' : 'hangUp', callId }),
    toggleMute: () => void command({ kind: 'mute', callId, muted: !call.muted }),
    toggleHold: () => void command({ kind: isHeldByAgent(call) ? 'retrieve' : 'hold', callId }),
  };
}

export function isHeldByAgent(call: CallView | null): boolean {
  return call?.heldBy === 'agent' || call?.heldBy === 'both';
}

function none() {}
