import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import {
  officerActInput,
  officerAnswerSchema,
  officerListInput,
  officerListSchema,
  officerTicketSchema,
  uncoverInput,
} from './schemas.ts';

/** For officers (采购人): all tickets, names and numbers covered. Since contract 3. */
export const officerHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/officer/tickets' })
    .input(officerListInput)
    .output(officerListSchema),
  /** Puts it into the audit. Fails with `ticket.notFound`. */
  get: procedure
    .route({ method: 'GET', path: '/officer/tickets/{ticketId}' })
    .input(z.strictObject({ ticketId: idSchema }))
    .output(officerTicketSchema),
  /** The same `commandId` gets the same answer again, whatever has happened since. */
  act: procedure
    .route({ method: 'POST', path: '/officer/tickets/{ticketId}/act' })
    .input(officerActInput)
    .output(officerAnswerSchema),
  /** The whole ticket, uncovered, after its reason is in the audit. Fails with `ticket.notFound`, `ticket.confidential`. */
  uncover: procedure
    .route({ method: 'POST', path: '/officer/tickets/{ticketId}/uncover' })
    .input(uncoverInput)
    .output(officerTicketSchema),
};
