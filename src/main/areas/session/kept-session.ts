import { z } from 'zod';
import { errorCodeSchema } from '../../../shared/contract/base-schemas.ts';
import { userSchema } from '../../../shared/contract/session/schemas.ts';

/** What outlives a restart of the host, in `meta` under `session`. */
export const keptSchema = z.object({
  user: userSchema,
  refreshToken: z.string().nullable(),
  usedAt: z.int().min(0),
  /** Absent in what an older release kept. */
  signedInAt: z.int().min(0).optional(),
  refusedBy: errorCodeSchema.optional(),
});
export type Kept = z.infer<typeof keptSchema>;
