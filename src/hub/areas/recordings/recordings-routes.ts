import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { findReceipt } from './find-receipt.ts';

/** Receipts. Uploads and sound are bytes and have their own paths (`http/upload-handler.ts`, `sound-handler.ts`). */
export function recordingsRoutes({ allowed }: Guards, { store }: { readonly store: HubStore }) {
  return {
    recordings: {
      receipt: allowed('agent', 'lead').recordings.receipt.handler(
        ({ input, context: { signedIn } }) => findReceipt(store, signedIn, input),
      ),
    },
  };
}
