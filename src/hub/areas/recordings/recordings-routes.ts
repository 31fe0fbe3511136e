import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { noteHeard } from './note-heard.ts';
import { findReceipt } from './find-receipt.ts';

/** Receipts, and who has heard what. Uploads and sound are bytes and have their own paths (`http/upload-handler.ts`, `sound-handler.ts`). */
export function recordingsRoutes(
  { allowed }: Guards,
  deps: { readonly store: HubStore; readonly clock: Clock },
) {
  return {
    recordings: {
      receipt: allowed('agent', 'lead').recordings.receipt.handler(
        ({ input, context: { signedIn } }) => findReceipt(deps.store, signedIn, input),
      ),
      heard: allowed('agent', 'lead').recordings.heard.handler(({ input, context: { signedIn } }) =>
        noteHeard(deps, signedIn, input),
      ),
    },
  };
}
