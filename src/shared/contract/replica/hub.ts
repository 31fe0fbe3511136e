import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from '../base.ts';
import { changeSchema } from './schemas.ts';

/** The feed by which desks keep their copy of what the whole office shares. */
export const changesHubContract = {
  pull: procedure
    .route({ method: 'GET', path: '/changes' })
    .input(
      z.strictObject({
        since: z.coerce.number().int().min(0),
        limit: z.coerce.number().int().min(1).max(1000),
      }),
    )
    .output(
      z.strictObject({ changes: z.array(changeSchema), next: z.int().min(0), more: z.boolean() }),
    ),
  /** Emits the newest sequence number at once and after each change. */
  watch: procedure.output(eventIterator(z.strictObject({ seq: z.int().min(0) }))),
};
