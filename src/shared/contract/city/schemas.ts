import { z } from 'zod';
import { exchangeDirections, exchangeStates } from '../../domain/city/city-exchange.ts';
import { idSchema, millis } from '../base-schemas.ts';

/** Which lines of the ledger of the city platform. */
export const exchangesQuerySchema = z.strictObject({
  /** `[]` = all. */
  states: z.array(z.enum(exchangeStates)).max(4),
  direction: z.enum(exchangeDirections).nullable(),
  ticketId: idSchema.nullable(),
  /** `next` of the page before; `null` = from the newest. */
  before: z.int().min(1).nullable(),
  limit: z.int().min(1).max(200),
});
export type ExchangesQuery = z.infer<typeof exchangesQuerySchema>;

/** One message from or to the city platform. Kinds and reasons are texts, because later releases write other ones. */
export const exchangeLineSchema = z.object({
  seq: z.int().min(1),
  exchangeId: idSchema,
  direction: z.enum(exchangeDirections),
  kind: z.string(),
  cityNo: z.string().nullable(),
  ticketId: z.string().nullable(),
  state: z.enum(exchangeStates),
  tries: z.int().min(0),
  /** When it is tried again; `null` = when its ticket changes, or not at all. */
  nextTryAt: millis.nullable(),
  /** Why it was not carried out, of the last try: `CityFault`. */
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  at: millis,
  changedAt: millis,
  /** As it was said. For all but the lead numbers in it are covered. */
  raw: z.string(),
});
export type ExchangeLine = z.infer<typeof exchangeLineSchema>;

/** Newest first; `next` = where the older ones begin, `null` = there are none. */
export const exchangesPageSchema = z.strictObject({
  lines: z.array(exchangeLineSchema),
  next: z.int().min(1).nullable(),
});
