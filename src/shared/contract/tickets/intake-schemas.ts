import { z } from 'zod';
import { type Citation, type Intake, ticketKinds } from '../../domain/tickets/ticket.ts';
import { idSchema, line, lines } from '../base-schemas.ts';
import { exactly } from '../exactly.ts';
import { since } from '../since.ts';

/** What is typed of a ticket, as it crosses boundaries. */

const citationSchema = exactly<Citation>()(
  z.strictObject({
    entryId: idSchema,
    entryNo: line(16),
    version: z.int().min(1),
    title: line(200),
    direct: since(2, z.boolean().optional()),
  }),
);

/** As somebody types it who complains about a person. */
const workNoSchema = line(16).regex(/\S/);

export const intakeShape = {
  kind: z.enum(ticketKinds).nullable(),
  categoryCode: line(64).nullable(),
  district: line(32).nullable(),
  address: line(200),
  content: lines(4000),
  answer: lines(4000),
  citations: z.array(citationSchema).max(20).readonly(),
  requesterName: line(40),
  requesterNumber: line(64),
  against: since(3, z.array(workNoSchema).max(10).readonly().optional()),
};

export const intakeSchema = exactly<Intake>()(z.strictObject(intakeShape));
