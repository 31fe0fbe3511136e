import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { credentialsSchema } from '../session/schemas.ts';
import { hubCommandResultSchema, hubCommandSchema } from './schemas.ts';

export const commandsHubContract = {
  /**
   * `author`: work number of who gave a ticket command, when it is not who sends it (ADR 0156). Hubs of older releases
   * answer `input.invalid`: it waits.
   */
  submit: procedure
    .route({ method: 'POST', path: '/commands' })
    .input(
      z.strictObject({
        commandId: idSchema,
        command: hubCommandSchema,
        author: credentialsSchema.shape.workNo.optional(),
      }),
    )
    .output(hubCommandResultSchema),
};
