import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';

/** What the hub is asked about tickets; what is done with them are commands, what they hold comes by the feed (ADR 0204). */
export const ticketsHubContract = {
  /**
   * Puts into the audit that this person lets the desk show the covered number of a ticket. Throws
   * `ticket.notFound` for a ticket that is not for who asks. Since contract 2.
   */
  numberShown: procedure
    .route({ method: 'POST', path: '/tickets/{ticketId}/number-shown' })
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.void()),
  /** Puts into the audit that this person prints a ticket. A confidential one is printed by the lead alone. Since contract 3. */
  printed: procedure
    .route({ method: 'POST', path: '/tickets/{ticketId}/printed' })
    .input(z.strictObject({ ticketId: idSchema }))
    .output(z.void()),
};
