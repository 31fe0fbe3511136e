import type { OfficeRule } from '../../../shared/domain/office/office-rule.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

/** A new version of a rule, with its row of the feed and of the audit. Belongs in the transaction in which it was decided. */
export async function putRule(
  { office, feed, audit }: Pick<HubRepositories, 'office' | 'feed' | 'audit'>,
  signedIn: SignedIn,
  {
    kind,
    body,
    at,
    subject,
    detail = null,
  }: Pick<OfficeRule, 'kind' | 'body' | 'at'> & {
    /** For the audit. */
    readonly subject: string;
    /** What was before and is after. */
    readonly detail?: string | null;
  },
): Promise<OfficeRule> {
  const [rule] = await office.newest([kind]);
  const version = (rule?.version ?? 0) + 1;
  const next = { kind, version, body, byWorkNo: signedIn.user.workNo, at };
  await office.add(next);
  await feed.append('officeRule', kind);
  await audit.append({
    at,
    action: 'officeRuleSet',
    subjectId: subject,
    code: null,
    detail,
    ...auditFacts(signedIn),
  });
  return next;
}
