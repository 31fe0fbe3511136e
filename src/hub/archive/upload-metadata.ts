import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import { idSchema } from '../../shared/contract/base-schemas.ts';

/**
 * tus metadata of one segment as a desk sends it (`UploadMetadata` of `http-paths.ts`). Clients such as tus-js-client
 * may add `filename` and `filetype`; they are dropped.
 */
const sentSchema = z.object({
  recordingId: idSchema,
  callId: idSchema,
  segment: z
    .string()
    .regex(/^(0|[1-9][0-9]{0,4})$/)
    .transform(Number),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  wrappedKey: z.base64().max(2000),
  wrapKeyId: z.string().max(64),
});
export type SegmentMetadata = z.infer<typeof sentSchema>;

/** Throws `input.invalid`. */
export function parseUploadMetadata(metadata: unknown): SegmentMetadata {
  const parsed = sentSchema.safeParse(metadata);
  if (!parsed.success) throw new AppError('input.invalid', { detail: 'upload metadata' });
  return parsed.data;
}
