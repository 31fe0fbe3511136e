import type { ErrorCode } from '../../error-codes.ts';
import type { AgentCall, TrackedCall } from './agent-calls.ts';
import type { AgentRules } from './agent-rules.ts';
import type { AgentStateName } from './agent-view.ts';
import type { Role } from '../session/user.ts';

/** A state with its reason, chosen for now or for later. `lengthMs`: planned length, for training. */
export interface AgentPlan {
  readonly state: AgentStateName;
  readonly reason: string;
  readonly lengthMs: number | null;
}

/** Leaving the queue for good. */
export const signedOutPlan: AgentPlan = { state: 'signedOut', reason: '', lengthMs: null };

/**
 * How an agent stands, with all that the rules need to go on, also after a restart of the host.
 *
 * ```
 * signedOut ─ signIn ─► ready ◄─► notReady · break · meal · training · callback · supervise
 *     ▲                   │ ▲ ▲                                │
 *     └─ signOut ─ any    │ │ └── two missed rings: notReady   │ (but for rests: a rest goes on)
 *                  answered │ countdown, finish: next or home   │
 *                  call ended ▼                                 ▼
 *                        afterCallWork ◄──── answered call ended
 * ```
 */
export interface AgentDuty {
  readonly state: AgentStateName;
  readonly since: number;
  readonly reason: string;
  readonly endsAt: number | null;
  /** Chosen for the time after the running call or after-call work. */
  readonly next: AgentPlan | null;
  /** Where after-call work leads back to when nothing was chosen; `null` = ready. */
  readonly home: AgentPlan | null;
  readonly missedRings: number;
  readonly calls: readonly TrackedCall[];
  readonly talking: boolean;
  /** A conversation with a citizen is over and its after-call work has not begun. */
  readonly owesWork: boolean;
  /** The end of the rest has been told. */
  readonly reminded: boolean;
  /** Time of the last event; a clock that is set back moves everything with it. */
  readonly seenAt: number;
}

export type AgentEvent =
  | { readonly kind: 'signIn' }
  /** `atOnce`: the person leaves the desk, whatever runs. */
  | { readonly kind: 'signOut'; readonly atOnce: boolean }
  | { readonly kind: 'change'; readonly plan: AgentPlan }
  | { readonly kind: 'forced'; readonly plan: AgentPlan }
  | { readonly kind: 'extend'; readonly reason: string }
  /** After-call work is done before its time. */
  | { readonly kind: 'finish' }
  | { readonly kind: 'calls'; readonly calls: readonly AgentCall[] }
  | { readonly kind: 'tick' };

export type AgentCause = 'agent' | 'lead' | 'call' | 'countdown' | 'missedRings';

export type AgentEffect =
  | {
      readonly kind: 'changed';
      readonly from: AgentStateName;
      readonly to: AgentStateName;
      readonly reason: string;
      readonly cause: AgentCause;
      readonly at: number;
    }
  | { readonly kind: 'extended'; readonly reason: string; readonly at: number }
  /** A rest is over its length. Told once. */
  | { readonly kind: 'restOver'; readonly state: AgentStateName };

export interface AgentContext {
  readonly at: number;
  readonly rules: AgentRules;
  readonly role: Role;
}

export interface AgentStep {
  readonly duty: AgentDuty;
  readonly effects: readonly AgentEffect[];
  /** Why a person's wish was not carried out; `null` = it was, or the event was nobody's wish. */
  readonly refused: ErrorCode | null;
}

export function signedOutDuty(at: number): AgentDuty {
  return {
    state: 'signedOut',
    since: at,
    reason: '',
    endsAt: null,
    next: null,
    home: null,
    missedRings: 0,
    calls: [],
    talking: false,
    owesWork: false,
    reminded: false,
    seenAt: at,
  };
}
