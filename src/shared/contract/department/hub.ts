import { z } from 'zod';
import { procedure } from '../base.ts';
import { idSchema } from '../base-schemas.ts';
import { listedPhrasesSchema } from '../knowledge/phrases-schemas.ts';
import {
  citizenSchema,
  departmentActInput,
  departmentAnswerSchema,
  departmentFiguresInput,
  departmentFiguresSchema,
  departmentListInput,
  departmentListSchema,
  departmentTicketSchema,
} from './schemas.ts';

const ofTicket = z.strictObject({ ticketId: idSchema });

/** For people of a department: tickets that it leads or assists with, and no others. Since contract 3. */
export const departmentHubContract = {
  list: procedure
    .route({ method: 'POST', path: '/department/tickets' })
    .input(departmentListInput)
    .output(departmentListSchema),
  /** What the department leads, measured by its own limits. */
  figures: procedure
    .route({ method: 'POST', path: '/department/figures' })
    .input(departmentFiguresInput)
    .output(departmentFiguresSchema),
  /** Fails with `ticket.notFound`, also for a ticket that is another's. */
  get: procedure
    .route({ method: 'GET', path: '/department/tickets/{ticketId}' })
    .input(ofTicket)
    .output(departmentTicketSchema),
  /** The same `commandId` gets the same answer again, whatever has happened since. */
  act: procedure
    .route({ method: 'POST', path: '/department/tickets/{ticketId}/act' })
    .input(departmentActInput)
    .output(departmentAnswerSchema),
  /** The office's text modules, of every kind. */
  phrases: procedure
    .route({ method: 'GET', path: '/department/phrases' })
    .output(listedPhrasesSchema),
  /** Name and number, uncovered; puts it into the audit. Fails with `ticket.confidential`, `ticket.notFound`. */
  numberShown: procedure
    .route({ method: 'POST', path: '/department/tickets/{ticketId}/number-shown' })
    .input(ofTicket)
    .output(citizenSchema),
};
