import { z } from 'zod';
import {
  type ExchangeFile,
  exchangeDirections,
  exchangeFileStates,
  exchangeStates,
  exchangeSystems,
} from '../../domain/city/city-exchange.ts';
import { attachmentTypes } from '../../domain/tickets/ticket-work.ts';
import { exactly } from '../exactly.ts';
import { idSchema, millis } from '../base-schemas.ts';

/** Which lines of the ledger. */
export const exchangesQuerySchema = z.strictObject({
  /** `[]` = all. */
  states: z.array(z.enum(exchangeStates)).max(4),
  direction: z.enum(exchangeDirections).nullable(),
  /** Only what needs somebody: refused, unreadable, out of order, tried in vain; absent = all. */
  needsSomebody: z.boolean().optional(),
  ticketId: idSchema.nullable(),
  /** With whom; absent = all. */
  system: z.enum(exchangeSystems).optional(),
  /** `next` of the page before; `null` = from the newest. */
  before: z.int().min(1).nullable(),
  limit: z.int().min(1).max(200),
});
export type ExchangesQuery = z.infer<typeof exchangesQuerySchema>;

/** A file of a message. What a later release adds is passed over. */
export const exchangeFileSchema = exactly<ExchangeFile>()(
  z.object({
    fileName: z.string(),
    mediaType: z.enum(attachmentTypes).nullable(),
    byteLength: z.int().min(0).nullable(),
    sha256: z.string().nullable(),
    state: z.enum(exchangeFileStates),
    detail: z.string(),
    attachmentId: idSchema.optional(),
  }),
);

/** One message from or to another system. Systems, kinds and reasons are texts, because later releases write other ones. */
export const exchangeLineSchema = z.object({
  seq: z.int().min(1),
  exchangeId: idSchema,
  /** One of `exchangeSystems`. */
  system: z.string(),
  direction: z.enum(exchangeDirections),
  kind: z.string(),
  /** The other side's number of the matter. */
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
  /** Somebody has looked after it; `null` = nobody. */
  settledAt: millis.nullable(),
  /** Its files, and what came of each; names and words covered as `raw` is, `[]` where that is `null`. */
  files: z.array(exchangeFileSchema).readonly(),
  /** As it was said. For all but the lead numbers in it are covered; `null` = it is not for who asks. */
  raw: z.string().nullable(),
});
export type ExchangeLine = z.infer<typeof exchangeLineSchema>;

/** How many lines need somebody, and since when the oldest waits; `null` = there is none. */
export const cityTroublesSchema = z.strictObject({
  count: z.int().min(0),
  since: millis.nullable(),
});

/** Newest first; `next` = where the older ones begin, `null` = there are none. */
export const exchangesPageSchema = z.strictObject({
  lines: z.array(exchangeLineSchema),
  next: z.int().min(1).nullable(),
});
