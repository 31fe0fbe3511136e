import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { OfficeRule } from '../../../shared/domain/office/office-rule.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { putRule } from './put-rule.ts';

export interface PutDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly changes: ChangeSignal;
}

export interface AskedRule {
  readonly kind: string;
  /** The version over which it was written; 0 = the program's. */
  readonly seen: number;
  readonly body: string;
  /** Judges it by what is there (`null` = nothing is), and says for the audit what is another one: a line each. Throws what speaks against it. */
  changes(before: OfficeRule | null): readonly string[];
}

/** An audit row is read on a screen; who wants more has both versions in the table of rules. */
const mostDetail = 4000;

/**
 * A rule as a whole, over the version that was seen: a new version for every desk, with what was before and is after in the audit. What is there
 * already makes no version. Throws `office.conflict` where somebody else has put in another one meanwhile.
 */
export async function putVersioned(
  { store, clock, changes }: PutDeps,
  signedIn: SignedIn,
  { kind, seen, body, changes: changesOf }: AskedRule,
): Promise<{ version: number }> {
  const at = clock.now();
  const version = await store.transaction(async (repositories) => {
    const [rule] = await repositories.office.newest([kind]);
    if (rule?.body === body) return rule.version;
    if ((rule?.version ?? 0) !== seen) throw new AppError('office.conflict');
    const told = changesOf(rule ?? null);
    if (told.length === 0) return seen;
    const detail = clipped(told);
    return (await putRule(repositories, signedIn, { kind, body, at, subject: kind, detail }))
      .version;
  });
  changes.notify();
  return { version };
}

/** Whole lines, and how many are left out. */
function clipped(lines: readonly string[]): string {
  let length = 0;
  const fit = lines.filter((line) => (length += line.length + 1) <= mostDetail);
  return [...fit, ...(fit.length < lines.length ? [`… +${lines.length - fit.length}`] : [])].join(
    '\n',
  );
}
