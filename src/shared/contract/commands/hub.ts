import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { credentialsSchema } from '../session/schemas.ts';
import { hubCommandResultSchema, submittedCommandSchema } from './schemas.ts';

export const commandsHubContract = {
  /**
   * `author`: work number of who gave a ticket command, when it is not who sends it (ADR 0156). Hubs of older releases
   * answer `input.invalid`: it waits. Fails with `hub.olderThanDesk` for a command that this hub cannot read and a newer one
   * may: the desk keeps it. ADR 0180.
   */
  submit: procedure
    .route({ method: 'POST', path: '/commands' })
    .input(
      z.strictObject({
        commandId: idSchema,
        command: submittedCommandSchema,
        author: credentialsSchema.shape.workNo.optional(),
      }),
    )
    .output(hubCommandResultSchema),
};
