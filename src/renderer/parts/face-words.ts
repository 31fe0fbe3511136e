import type { TFunction } from 'i18next';
import { type AgentStateName, agentStates } from '../../shared/domain/agents/agent-view.ts';
import type { FaceKind } from '../../shared/domain/seat/agent-face.ts';
import type { SeatReason } from '../../shared/domain/seat/seat-checks.ts';
import { seatReasonText } from '../../shared/seat-words.ts';
import { useText } from './use-text.ts';

/** The one word of a face: 就绪, 小休, 通话中, 不可接听 … */
export function faceWord(t: TFunction, kind: FaceKind): string {
  return isAgentState(kind) ? t(`agent.states.${kind}`) : t(`pill.${kind}`);
}

/** Why a seat cannot be rung, in one line. */
export function useSeatReason(): (reason: SeatReason) => string {
  const words = useText()('seat', { returnObjects: true });
  return (reason) => seatReasonText(reason, words);
}

/** What the light of a seat says: 可接听, 不可接听 for one that is known to be broken, 未就绪 for one that is not proven. */
export function seatWord(t: TFunction, reason: SeatReason | null): string {
  if (reason === null) return t('seat.ok');
  return t(reason.kind === 'code' ? 'seat.no' : 'pill.unproven');
}

function isAgentState(kind: FaceKind): kind is AgentStateName {
  return agentStates.some((state) => state === kind);
}
