import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { putRule } from '../office/put-rule.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { SignedIn } from '../session/authenticate.ts';

export interface KnowledgeRule {
  readonly kind: string;
  readonly value: object;
  /** The version over which it was written; 0 = there was none. */
  readonly seen: number;
}

/** A rule of the knowledge base as a whole; the same again makes no new version. Throws `knowledge.conflict`. */
export async function putKnowledgeRule(
  {
    store,
    clock,
    changes,
  }: { readonly store: HubStore; readonly clock: Clock; readonly changes: ChangeSignal },
  signedIn: SignedIn,
  { kind, value, seen }: KnowledgeRule,
): Promise<{ version: number }> {
  const at = clock.now();
  const body = JSON.stringify(value);
  const version = await store.transaction(async (repositories) => {
    const [rule] = await repositories.office.newest([kind]);
    if (rule?.body === body) return rule.version;
    if ((rule?.version ?? 0) !== seen) throw new AppError('knowledge.conflict');
    return (await putRule(repositories, signedIn, { kind, body, at, subject: kind })).version;
  });
  changes.notify();
  return { version };
}
