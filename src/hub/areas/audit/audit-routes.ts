import type { Clock } from '../../../shared/clock.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { RefusalAudit } from '../session/refusal-audit.ts';
import { auditFacts } from '../session/authenticate.ts';
import { exportAudit } from './export-audit.ts';
import { listAudit } from './list-audit.ts';

export interface AuditRouteDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Counts refused sign-ins before they are written; what is read is up to date. */
  readonly refusals: RefusalAudit;
}

/** For lead, administrator and auditor; to take it out as a file is the auditor's. Reading it is in the audit too. */
export function auditRoutes({ allowed }: Guards, { store, clock, refusals }: AuditRouteDeps) {
  return {
    audit: {
      list: allowed('lead', 'admin', 'auditor').audit.list.handler(
        async ({ input, context: { signedIn } }) => {
          await refusals.flush();
          const page = await listAudit(store, input);
          const row = { action: 'auditRead', subjectId: null, code: null } as const;
          await store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) });
          return page;
        },
      ),
      export: allowed('auditor').audit.export.handler(async ({ input, context: { signedIn } }) => {
        await refusals.flush();
        return exportAudit({ store, clock }, signedIn, input);
      }),
    },
  };
}
