import type { Guards } from '../../http/guards.ts';
import { type OrderDeps, orderExport } from './order-export.ts';

/** Orders for what leaves the hub as a file; the bytes are fetched from `http/export-handler.ts`. */
export function exportRoutes({ allowed }: Guards, deps: OrderDeps) {
  return {
    exports: {
      sheet: allowed('lead').exports.sheet.handler(({ input, context: { signedIn } }) =>
        orderExport(deps, signedIn, { kind: 'sheet', ...input }),
      ),
      folder: allowed('lead').exports.folder.handler(({ input, context: { signedIn } }) =>
        orderExport(deps, signedIn, { kind: 'folder', ...input }),
      ),
      knowledge: allowed('lead').exports.knowledge.handler(({ input, context: { signedIn } }) =>
        orderExport(deps, signedIn, { kind: 'knowledge', ...input }),
      ),
    },
  };
}
