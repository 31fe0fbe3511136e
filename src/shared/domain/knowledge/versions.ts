import type { KnowledgeEntry } from './knowledge.ts';

type Period = Pick<KnowledgeEntry, 'version' | 'validFrom' | 'validUntil'>;

/**
 * The version of an entry that is in force at `at`, of all its versions in any order: the highest that has begun; `null` when none
 * has, or that one has ended. A version begins no earlier than it was accepted, so what is accepted now changes no answer of before.
 */
export function asOf<V extends Period>(versions: readonly V[], at: number): V | null {
  const begun = versions.filter(({ validFrom }) => validFrom <= at);
  const last = begun.toSorted((a, b) => b.version - a.version)[0];
  if (last === undefined) return null;
  return last.validUntil !== null && last.validUntil <= at ? null : last;
}
