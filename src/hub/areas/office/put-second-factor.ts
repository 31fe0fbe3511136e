import { type FactorRule, factorRuleKind } from '../../../shared/domain/office/office-rule.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { factorRule } from './factor-rule.ts';

/** A new version of who must show a second factor at a desk, audited with what was before; the same again changes nothing. */
export async function putSecondFactor(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
  asked: FactorRule,
): Promise<{ version: number }> {
  const at = clock.now();
  const desk = [...new Set(asked.desk)].toSorted();
  return store.transaction(async ({ office, audit }) => {
    const [rule] = await office.newest([factorRuleKind]);
    const before = (await factorRule({ office })).desk;
    const version = rule?.version ?? 0;
    if (rule && before.join() === desk.join()) return { version };
    await office.add({
      kind: factorRuleKind,
      version: version + 1,
      body: JSON.stringify({ desk }),
      byWorkNo: signedIn.user.workNo,
      at,
    });
    const detail = `desk: ${before.join(' ')} → ${desk.join(' ')}`;
    const row = { action: 'officeRuleSet', subjectId: factorRuleKind, code: null, detail } as const;
    await audit.append({ at, ...row, ...auditFacts(signedIn) });
    return { version: version + 1 };
  });
}
