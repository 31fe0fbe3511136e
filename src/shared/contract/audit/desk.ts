import { procedure } from '../base.ts';
import { auditPageSchema, auditQuerySchema } from './schemas.ts';

export const auditDeskContract = {
  /** For lead and administrator, asked from the hub, which notes that it was read. */
  list: procedure.input(auditQuerySchema).output(auditPageSchema),
};
