import { z } from 'zod';
import { errorCodeSchema, userSchema } from '../../../shared/contract/base-schemas.ts';

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
