import { z } from 'zod';
import { userSchema } from '../contract/session/schemas.ts';
import { kept, keptOf } from './kept.ts';

const schema = z.strictObject({
  user: userSchema,
  hash: z.string(),
  failures: z.int().min(0),
  lockedUntil: z.int().min(0),
  /** When the hub last accepted the password; absent in what an older release kept, until it is first seen. */
  provenAt: z.int().min(0).optional(),
  uses: z.int().min(0).optional(),
});
export type OfflineVerifier = z.infer<typeof schema>;

const verifier = kept('verifier', schema, { fallback: null });

/** What opens the desk for one person while the hub is away. Unreadable: nothing is kept of this person. */
export const keptVerifier = (workNo: string) => keptOf(verifier, workNo);
