import type { AgentAsk, AgentStateName, AgentView } from './agent-view.ts';

/**
 * Something that somebody else has done about an agent's state, told at the agent's desk until it is put away. `recall`: the lead
 * asks somebody who has signed out to sign in again, which nobody can do in another's name; `lapsed`: nobody answered the ask.
 */
export interface AgentTold {
  /** The same again is told once. */
  readonly toldId: string;
  readonly kind: 'order' | 'recall' | 'granted' | 'denied' | 'lapsed';
  readonly to: AgentStateName;
  /** Name of the lead; empty = a hub or desk of an older release did not say. */
  readonly by: string;
  readonly why: string;
  readonly at: number;
  readonly seen: boolean;
}

/** So many are kept: they explain the state that still lasts, also when they have been put away. */
const keptTold = 5;

/** Takes one more, unless it was told before. */
export function withTold(
  known: readonly AgentTold[],
  next: Omit<AgentTold, 'seen'>,
): readonly AgentTold[] {
  if (known.some(({ toldId }) => toldId === next.toldId)) return known;
  return [...known, { ...next, seen: false }].slice(-keptTold);
}

/** Put away by the agent. */
export function withSeen(known: readonly AgentTold[], toldId: string): readonly AgentTold[] {
  return known.map((told) => (told.toldId === toldId ? { ...told, seen: true } : told));
}

/** The lead's order that the agent's present or chosen state goes back to; `null` = it is nobody's order. */
export function orderBehind(
  { state, reason, next }: Pick<AgentView, 'state' | 'reason' | 'next'>,
  told: readonly AgentTold[],
): AgentTold | null {
  const order = told.findLast(({ kind }) => kind === 'order');
  if (!order) return null;
  const isNow = order.to === state && reason === 'lead';
  return isNow || order.to === next ? order : null;
}

/** What has become of an ask between two answers of the hub, if it is to be told. A grant is told when it has been carried out. */
export function toldOfAsk(
  before: AgentAsk | null,
  after: AgentAsk | null,
  agent: Pick<AgentView, 'state' | 'next'>,
): 'denied' | 'lapsed' | null {
  if (after?.answer === 'denied') return 'denied';
  if (after !== null || before?.answer !== 'waiting') return null;
  return agent.state === before.to || agent.next === before.to ? null : 'lapsed';
}

/** What the agent must not have to look for: made 示忙, done by the lead, asked and answered. */
export type AgentNotice =
  | { readonly kind: 'missedRings'; readonly count: number; readonly at: number }
  | { readonly kind: 'told'; readonly told: AgentTold }
  | {
      readonly kind: 'waiting';
      readonly ask: AgentAsk;
      /** Who may answer: `noHub` = the centre cannot be reached, `noLead` = no lead is signed in. */
      readonly by: 'lead' | 'noLead' | 'noHub';
    };

/** Everything that is to be told now, what asks for an act first. */
export function agentNotices(facts: {
  readonly agent: AgentView | null;
  readonly told: readonly AgentTold[];
  /** Other leads whose desks are heard of; `null` = not known. */
  readonly leads: number | null;
  readonly hubAway: boolean;
}): readonly AgentNotice[] {
  const { agent, told, leads, hubAway } = facts;
  if (agent === null) return [];
  const { ask, missedRings: count, since: at } = agent;
  const missed = agent.state === 'notReady' && agent.reason === 'missedRings';
  const by = hubAway ? 'noHub' : leads === 0 ? 'noLead' : 'lead';
  return [
    ...(missed ? [{ kind: 'missedRings', count, at } as const] : []),
    ...told.filter(({ seen }) => !seen).map((one) => ({ kind: 'told', told: one }) as const),
    ...(ask?.answer === 'waiting' ? [{ kind: 'waiting', ask, by } as const] : []),
  ];
}
