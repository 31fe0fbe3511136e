import { z } from 'zod';
import type { Ticket } from '../../../shared/domain/tickets/ticket.ts';

/** A text to a citizen, as the ledger keeps it. It is sent because somebody replied by it, never by itself. */
const textMessageSchema = z.object({
  exchangeId: z.string(),
  kind: z.literal('reply'),
  ticketNo: z.string(),
  /** When it was ordered. */
  at: z.int().min(0),
  /** As it was typed. */
  number: z.string(),
  text: z.string(),
});
export type TextMessage = z.infer<typeof textMessageSchema>;
type TextWords = Pick<TextMessage, 'kind' | 'number' | 'text'>;

/** Which text a change of a ticket orders: that of a reply by short message. Follows from the two states alone. */
export function textMessages(before: Ticket | null, now: Ticket): readonly TextWords[] {
  const reply = now.work?.reply;
  const was = before?.work?.reply;
  if (reply?.channel !== 'sms' || (was?.at === reply.at && was.text === reply.text)) return [];
  return [{ kind: 'reply', number: now.requesterNumber, text: reply.text }];
}

/** The message as it was kept; `null` = nobody can read it any more. */
export function readTextMessage(raw: string): TextMessage | null {
  try {
    return textMessageSchema.parse(JSON.parse(raw));
  } catch {
    return null;
  }
}

/** Eleven digits of a mobile phone of the mainland, however they were typed; `null` = no text can be sent there. */
export function mobileNumber(typed: string): string | null {
  const digits = typed.normalize('NFKC').replaceAll(/[\s()-]/g, '');
  return /^(?:\+?86|0)?(1[3-9]\d{9})$/.exec(digits)?.[1] ?? null;
}
