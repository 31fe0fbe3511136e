import { z } from 'zod';
import { errorCodeSchema } from '../contract/base-schemas.ts';
import { userSchema } from '../contract/session/schemas.ts';
import { kept } from './kept.ts';

const schema = z.strictObject({
  user: userSchema,
  refreshToken: z.string().nullable(),
  usedAt: z.int().min(0),
  /** Absent in what an older release kept. */
  signedInAt: z.int().min(0).optional(),
  refusedBy: errorCodeSchema.optional(),
});
export type KeptSession = z.infer<typeof schema>;

/** Who is signed in at this desk: outlives a restart of the host. Unreadable: somebody signs in again. */
export const keptSession = kept('session', schema, { fallback: null });
