import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';

/** What the hub is asked about tickets; what is done with them are commands, what they hold comes by the feed (ADR 0204). */
export const ticketsHubContract = {
  /** Puts into the audit that this person lets the desk show the covered number of a ticket. Since contract 2. */
  numberShown: procedure
    .route({ method: 'POST', path: '/tickets/{ticketId}/number-shown' })
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.void()),
};
