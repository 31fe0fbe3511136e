import { z } from 'zod';
import { attachedFileShape } from '../../../shared/contract/tickets/work-schemas.ts';
import { exactly } from '../../../shared/contract/exactly.ts';
import {
  applicationKinds,
  replyChannels,
  solvedAnswers,
} from '../../../shared/domain/tickets/ticket-work.ts';
import type { CityReport } from './city-platform.ts';

const every = {
  exchangeId: z.string(),
  cityNo: z.string(),
  ticketNo: z.string(),
  at: z.int().min(0),
};

/** A report as the ledger keeps it. What a later release has added to one is passed over. */
export const cityReportSchema = exactly<CityReport>()(
  z.discriminatedUnion('kind', [
    z.object({ ...every, kind: z.literal('signed'), byWorkNo: z.string() }),
    z.object({ ...every, kind: z.literal('notAccepted'), reason: z.string() }),
    z.object({
      ...every,
      kind: z.literal('returnAsked'),
      reason: z.string(),
      suggestedOwner: z.string(),
    }),
    z.object({
      ...every,
      kind: z.literal('applicationSubmitted'),
      applicationId: z.string(),
      what: z.enum(applicationKinds),
      reason: z.string(),
      basis: z.string(),
      newDueAt: z.int().min(0).nullable(),
      suggestedOwner: z.string(),
    }),
    z.object({
      ...every,
      kind: z.literal('resultSubmitted'),
      reply: z.string(),
      channel: z.enum(replyChannels),
      handling: z.string(),
      solved: z.enum(solvedAnswers).nullable(),
      satisfaction: z.int().nullable(),
      files: z.array(z.object(attachedFileShape)).readonly().optional(),
    }),
  ]),
);
