import { AppError } from '../../../shared/app-error.ts';
import { isWrong } from '../../../shared/domain/city/city-exchange.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';
import { isOnTheirList } from './is-on-their-list.ts';

/** Has one message of the ledger tried again, in either direction; audited. The line to the city does it as soon as it is there. */
export async function sendAgain(
  {
    store,
    clock,
    changes,
  }: { readonly store: HubStore; readonly clock: Clock; readonly changes: ChangeSignal },
  signedIn: SignedIn,
  exchangeId: string,
): Promise<void> {
  const at = clock.now();
  await store.transaction(async ({ exchanges, audit, tickets }) => {
    const known = await exchanges.get(exchangeId);
    if (!known || !(await isOnTheirList({ tickets }, signedIn, known)))
      throw new AppError('input.invalid', { fields: { exchangeId: 'invalid' } });
    // A report whose file was refused goes once more, by the same ids: what was taken is not taken twice.
    const hasMore = known.direction === 'out' && isWrong(known.files);
    if (known.state === 'done' && !hasMore) return;
    const { tries } = known;
    await exchanges.settle(exchangeId, null);
    await exchanges.move(exchangeId, { state: 'waiting', tries, changedAt: at, nextTryAt: at });
    const row = { action: 'citySentAgain', subjectId: exchangeId, code: null } as const;
    await audit.append({ at, ...row, ...auditFacts(signedIn) });
  });
  changes.notify();
}
