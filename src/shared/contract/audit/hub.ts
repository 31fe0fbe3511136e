import { procedure } from '../base.ts';
import {
  auditExportInput,
  auditExportSchema,
  auditPageSchema,
  auditQuerySchema,
} from './schemas.ts';

/** For lead, administrator and auditor. Reading it is in the audit too. */
export const auditHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/audit/query' })
    .input(auditQuerySchema)
    .output(auditPageSchema),
  /** For auditors, to be made a file of: the newest 5,000 rows. Since contract 3; `reason` is in the audit before anything is told. */
  export: procedure
    .route({ method: 'POST', path: '/audit/export' })
    .input(auditExportInput)
    .output(auditExportSchema),
};
