import type { SeatReason } from '../seat/seat-checks.ts';
import type { AgentStateName } from './agent-view.ts';
import type { Role } from '../session/user.ts';

/** Lengths and limits of agent states. Configuration (`desk.json`, section `agent`); milliseconds. */
export interface AgentRules {
  readonly afterCallMs: number;
  /** What one extension of after-call work adds. */
  readonly extendMs: number;
  readonly breakMs: number;
  readonly mealMs: number;
  /** Missed rings in a row that make an agent 示忙. */
  readonly missedRings: number;
  /** A ring that the citizen gave up within this time counts against nobody. */
  readonly shortRingMs: number;
}

export const defaultAgentRules: AgentRules = {
  afterCallMs: 60_000,
  extendMs: 60_000,
  breakMs: 15 * 60_000,
  mealMs: 30 * 60_000,
  missedRings: 2,
  shortRingMs: 5000,
};

/** Reasons that people choose from. A state with an empty list needs none; `missedRings` is given, never chosen. */
export const agentReasons: Readonly<Record<AgentStateName, readonly string[]>> = {
  signedOut: [],
  ready: [],
  notReady: ['tickets', 'colleague', 'system', 'other'],
  break: ['rest', 'personal'],
  meal: ['lunch', 'dinner', 'nightMeal'],
  training: ['course', 'drill', 'meeting'],
  afterCallWork: [],
  callback: [],
  supervise: [],
};

export const extensionReasons = ['longTicket', 'waitingForFacts', 'other'] as const;

/** States that a person may choose, in the order of the menu. After-call work begins by itself. */
export const chosenStates = [
  'ready',
  'notReady',
  'break',
  'meal',
  'training',
  'callback',
  'supervise',
] as const satisfies readonly AgentStateName[];

/** May somebody with this role choose `state`? 督办 is the lead's. */
export function mayChoose(role: Role, state: AgentStateName): boolean {
  if (state === 'supervise') return role === 'lead';
  return role !== 'admin' && state !== 'afterCallWork';
}

/** At the post: calls reach this agent now, or will without anybody's doing. The last-ready guard counts these. */
export function isOnPost(state: AgentStateName, next: AgentStateName | null): boolean {
  const here = state === 'ready' || state === 'afterCallWork';
  return here && (next === null || next === 'ready');
}

/** May an agent in this state dial out? Emergency numbers may be dialled in every state. */
export function mayDialOut(state: AgentStateName): boolean {
  return !['signedOut', 'break', 'meal', 'training'].includes(state);
}

/** How the PBX queue should treat the agent's phone. */
export type QueueState = 'loggedOut' | 'paused' | 'open';

/**
 * A seat that is known to be broken, and an agent who misses calls, are not to be rung; but while nobody else would be, the
 * queue goes on trying: an empty chair that rings is better than a queue with nobody in it. A seat that is only not proven
 * yet is left alone.
 */
export function queueStateFor(
  { state, reason }: { readonly state: AgentStateName; readonly reason: string },
  seat: SeatReason | null,
  othersOnPost: number,
): QueueState {
  if (state === 'signedOut') return 'loggedOut';
  const isFit = state === 'ready' && seat?.kind !== 'code';
  const isWanted = state === 'ready' || (state === 'notReady' && reason === 'missedRings');
  return isFit || (isWanted && othersOnPost === 0) ? 'open' : 'paused';
}
