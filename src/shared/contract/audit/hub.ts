import { procedure } from '../base.ts';
import { auditPageSchema, auditQuerySchema } from './schemas.ts';

/** For lead and administrator. Reading it is in the audit too. */
export const auditHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/audit/query' })
    .input(auditQuerySchema)
    .output(auditPageSchema),
};
