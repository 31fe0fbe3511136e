import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { heardInputSchema, receiptSchema } from './schemas.ts';

/** What the hub holds of recordings. Uploads and sound travel by URL, see `http-paths.ts`. */
export const recordingsHubContract = {
  /** The receipt of a segment that is stored; `null` while it is not. Asked after an upload whose answer was lost. */
  receipt: procedure
    .route({ method: 'GET', path: '/recordings/{recordingId}/segments/{segment}/receipt' })
    .input(z.strictObject({ recordingId: idSchema, segment: z.coerce.number().int().min(0) }))
    .output(receiptSchema.nullable()),
  /**
   * Notes how much of a recording this person has heard; it never becomes less. Throws `recording.notFound`,
   * `hub.forbidden`. Since contract 2.
   */
  heard: procedure
    .route({ method: 'POST', path: '/recordings/{recordingId}/heard' })
    .input(heardInputSchema)
    .output(z.void()),
};
