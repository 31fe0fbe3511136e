import type { SeatReason } from '../seat/seat-checks.ts';

/**
 * What an agent is doing, as everybody sees it (CSTA words in code, the office's words on screen). 签出 signedOut · 就绪 ready ·
 * 示忙 notReady · 小休 break · 用餐 meal · 培训 training · 话后处理 afterCallWork · 回访 callback · 督办 supervise. Ringing and
 * talking are not states of the agent: they are the calls.
 */
export const agentStates = [
  'signedOut',
  'ready',
  'notReady',
  'break',
  'meal',
  'training',
  'afterCallWork',
  'callback',
  'supervise',
] as const;
export type AgentStateName = (typeof agentStates)[number];

/** A leave that the last-ready guard refused and the lead was asked for (请班长批准). */
export interface AgentAsk {
  readonly to: AgentStateName;
  readonly reason: string;
  readonly askedAt: number;
  /** `granted` is good until `until`. */
  readonly answer: 'waiting' | 'granted' | 'denied';
  readonly until: number | null;
  /** Name of the lead who answered; absent from hubs of older releases. */
  readonly by?: string | undefined;
}

/** Somebody of the team who has not been heard of in this shift. */
export interface AbsentMember {
  readonly workNo: string;
  readonly displayName: string;
}

/** How one agent stands, published whole. */
export interface AgentView {
  readonly state: AgentStateName;
  readonly since: number;
  /** Chosen or given: `lunch`, `missedRings` …; empty for states that need none. */
  readonly reason: string;
  /** When after-call work or a break with a length ends; `null` = no end set. */
  readonly endsAt: number | null;
  /** What comes after the running call or after-call work, chosen beforehand; `null` = ready again. */
  readonly next: AgentStateName | null;
  /** Rings in a row that this agent let pass. */
  readonly missedRings: number;
  /** The PBX queue has been told; `null` = it is not told at all. */
  readonly queueTold: boolean | null;
  readonly ask?: AgentAsk | null | undefined;
}

/** So many of a team a desk shows, and of those who are not there as many again. */
export const teamLimit = 200;

/** One agent as the team lead sees her or him. */
export interface TeamMember {
  readonly workNo: string;
  readonly displayName: string;
  readonly role: 'agent' | 'lead';
  readonly agent: AgentView;
  /** In a conversation right now. */
  readonly talking: boolean;
  /** The verdict of that desk on itself: a call that comes now can be taken there. */
  readonly reachable: boolean;
  /** Why not; absent from desks and hubs of releases that do not tell it. */
  readonly why?: SeatReason | null | undefined;
  /** The desk has been silent for too long: switched off, or cut off from the hub. */
  readonly silent: boolean;
}

/** A colleague as everybody on duty sees her or him, to hand a citizen over. Nothing else of a seat goes to other seats. */
export interface Colleague {
  readonly workNo: string;
  readonly displayName: string;
  readonly isLead: boolean;
  /** `talking`: whatever the state, in a conversation right now. */
  readonly state: AgentStateName | 'talking';
  /** Number at the office's PBX by which the desk is rung. */
  readonly extension: string;
  /** The verdict of that desk on itself. */
  readonly reachable: boolean;
}
