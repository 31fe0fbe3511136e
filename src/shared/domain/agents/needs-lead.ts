import type { TeamMember } from './agent-view.ts';

/** Something in the team for which the lead is wanted. */
export interface NeedOfLead {
  /** Other for each new need of the same person. */
  readonly needId: string;
  readonly workNo: string;
  /** `ask`: waits for an answer; `missedRings`: let calls pass and was made 示忙. */
  readonly kind: 'ask' | 'missedRings';
}

/** For what the lead is wanted now. Who is not heard of is left out: nothing can be done for that desk from here. */
export function needsOfLead(team: readonly TeamMember[]): readonly NeedOfLead[] {
  return team
    .filter(({ silent }) => !silent)
    .flatMap(({ workNo, agent }): NeedOfLead[] => {
      const { ask, state, reason, since } = agent;
      const needs: NeedOfLead[] = [];
      if (ask?.answer === 'waiting')
        needs.push({ needId: `ask:${workNo}:${ask.askedAt}`, workNo, kind: 'ask' });
      if (state === 'notReady' && reason === 'missedRings')
        needs.push({ needId: `missed:${workNo}:${since}`, workNo, kind: 'missedRings' });
      return needs;
    });
}
