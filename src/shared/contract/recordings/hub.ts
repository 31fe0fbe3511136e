import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { receiptSchema } from './schemas.ts';

/** What the hub holds of recordings. Uploads and sound travel by URL, see `http-paths.ts`. */
export const recordingsHubContract = {
  /** The receipt of a segment that is stored; `null` while it is not. Asked after an upload whose answer was lost. */
  receipt: procedure
    .route({ method: 'GET', path: '/recordings/{recordingId}/segments/{segment}/receipt' })
    .input(z.strictObject({ recordingId: idSchema, segment: z.coerce.number().int().min(0) }))
    .output(receiptSchema.nullable()),
};
