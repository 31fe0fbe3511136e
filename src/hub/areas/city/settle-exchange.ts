import { AppError } from '../../../shared/app-error.ts';
import { isWrong } from '../../../shared/domain/city/city-exchange.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { isOnTheirList } from './is-on-their-list.ts';
import { withoutNumbers } from './list-exchanges.ts';

/** A line that will not be carried out was looked after: it stays as it is and counts no more. Audited with the reason. */
export async function settleExchange(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  signedIn: SignedIn,
  { exchangeId, reason }: { readonly exchangeId: string; readonly reason: string },
): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ exchanges, audit, tickets }) => {
    const known = await exchanges.get(exchangeId);
    if (!known || !(await isOnTheirList({ tickets }, signedIn, known)))
      throw new AppError('input.invalid', { fields: { exchangeId: 'invalid' } });
    const isDone = known.state === 'done' && !isWrong(known.files);
    if (isDone || known.settledAt !== null) return;
    await exchanges.settle(exchangeId, at);
    const row = { action: 'citySettled', subjectId: exchangeId, code: null } as const;
    const detail = withoutNumbers(reason);
    await audit.append({ at, ...row, detail, ...auditFacts(signedIn) });
  });
}
