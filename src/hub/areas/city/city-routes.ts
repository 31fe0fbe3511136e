import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';
import { listExchanges } from './list-exchanges.ts';
import { sendAgain } from './send-again.ts';
import { settleExchange } from './settle-exchange.ts';

/** The ledger of the city platform. To read it is in the audit (`cityExchangesRead`), to have something tried again as well (`citySentAgain`), or to say that a line
 * needs nobody any more (`citySettled`). */
export function cityRoutes(
  { allowed }: Guards,
  deps: { readonly store: HubStore; readonly clock: Clock; readonly changes: ChangeSignal },
) {
  return {
    city: {
      exchanges: allowed('lead', 'officer', 'admin').city.exchanges.handler(
        ({ input, context: { signedIn } }) => listExchanges(deps, signedIn, input),
      ),
      troubles: allowed('lead', 'officer', 'admin').city.troubles.handler(() =>
        deps.store.exchanges.troubles(),
      ),
      settle: allowed('lead', 'officer', 'admin').city.settle.handler(
        ({ input, context: { signedIn } }) => settleExchange(deps, signedIn, input),
      ),
      sendAgain: allowed('lead', 'officer', 'admin').city.sendAgain.handler(
        ({ input, context: { signedIn } }) => sendAgain(deps, signedIn, input.exchangeId),
      ),
    },
  };
}
