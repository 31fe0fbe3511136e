import type { Change } from '../../../shared/contract/replica/schemas.ts';

/** With which contract a matter came into the feed; the others were there before contracts were counted. */
const since: Readonly<Partial<Record<Change['entity'], number>>> = {
  officeRule: 3,
  incident: 3,
};

/** Those of `changes` that a desk of this contract knows: a kind that it has no word for is never sent to it (ADR 0180). */
export function knownChanges(deskContract: number, changes: readonly Change[]): Change[] {
  return changes.filter(({ entity }) => (since[entity] ?? 0) <= deskContract);
}
