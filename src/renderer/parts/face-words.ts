import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { type AgentStateName, agentStates } from '../../shared/domain/agents/agent-view.ts';
import type { FaceKind } from '../../shared/domain/seat/agent-face.ts';
import type { SeatReason } from '../../shared/domain/seat/seat-checks.ts';
import type { SeatLook } from '../../shared/domain/seat/seat-look.ts';
import { seatReasonText } from '../../shared/seat-words.ts';
import { useText } from './use-text.ts';

/** The one word of a face: 就绪, 小休, 通话中, 不可接听 … */
export function faceWord(t: TFunction, kind: FaceKind): string {
  return isAgentState(kind) ? t(`agent.states.${kind}`) : t(`pill.${kind}`);
}

/** Why a seat cannot be rung, in one line. */
export function useSeatReason(): (reason: SeatReason) => string {
  const t = useText();
  const words = useMemo(() => t('seat', { returnObjects: true }), [t]);
  return (reason) => seatReasonText(reason, words);
}

/** What the light of a seat says, in one word: 可接听, 线路正常, 准备中, 不可接听. */
export function seatWord(t: TFunction, look: SeatLook): string {
  return t(`seat.looks.${look}`);
}

function isAgentState(kind: FaceKind): kind is AgentStateName {
  return agentStates.some((state) => state === kind);
}
