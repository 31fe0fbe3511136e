import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedure } from '../base.ts';
import { since } from '../since.ts';
import { idSchema, line } from '../base-schemas.ts';
import { tolerant } from '../tolerant.ts';
import { changeSchema } from './schemas.ts';

/**
 * For whom the changes were chosen. A desk whose copy was made for somebody else, or for the same person in another role, asks
 * for `restricted` before it takes them.
 */
const audienceSchema = since(3, line(80).optional());

/** What a watcher of the feed is told: its newest number, and, where it is whole, what has come up to it. */
export const newsSchema = tolerant(
  z.strictObject({
    seq: z.int().min(0),
    /**
     * All that came after `since`, up to `seq`, each entity as it was then. Absent at the beginning, when it is much or the reader was slow,
     * and from hubs of older releases: then it is to be pulled.
     */
    page: since(
      2,
      z.strictObject({ since: z.int().min(0), changes: z.array(changeSchema) }).optional(),
    ),
    audience: audienceSchema,
  }),
);
export type News = z.infer<typeof newsSchema>;

/**
 * What an empty desk is filled with, in this order: all that is no ticket, then the open tickets, then every ticket, the open ones once
 * more (the hub's index of them may be behind).
 */
export const fillParts = ['matters', 'open', 'tickets'] as const;
export type FillPart = (typeof fillParts)[number];

/** The feed by which desks keep their copy of what the whole office shares. */
export const changesHubContract = {
  pull: procedure
    .route({ method: 'GET', path: '/changes' })
    .input(
      z.strictObject({
        since: z.coerce.number().int().min(0),
        limit: z.coerce.number().int().min(1).max(1000),
      }),
    )
    .output(
      z.strictObject({
        changes: z.array(changeSchema),
        next: z.int().min(0),
        more: z.boolean(),
        audience: audienceSchema,
      }),
    ),
  /**
   * A page of what an empty desk is filled with, the newest first, each as it is now. A desk that follows the feed from the `newest` of
   * its first page on, and reads every part to its end, has everything. Since contract 3.
   */
  fill: procedure
    .route({ method: 'GET', path: '/changes/fill' })
    .input(
      z.strictObject({
        part: z.enum(fillParts),
        /** `next` of the page before; absent = from the newest. */
        before: z.coerce.number().int().min(1).optional(),
        limit: z.coerce.number().int().min(1).max(1000),
      }),
    )
    .output(
      z.strictObject({
        changes: z.array(changeSchema),
        /** `null` = that was the last page of the part. */
        next: z.int().min(1).nullable(),
        /** Entities that were looked at for this page; of some there may be nothing to tell. */
        read: z.int().min(0),
        /** Entities of the whole part, with its first page. */
        total: z.int().min(0).optional(),
        /** The feed's newest number as the page was read. */
        newest: z.int().min(0),
        audience: line(80),
      }),
    ),
  /**
   * Every ticket that not everybody may read, by id: as it is now, or that it is not for whoever asks. What a desk needs when
   * another person sits down at it. Since contract 3.
   */
  restricted: procedure
    .route({ method: 'GET', path: '/changes/restricted' })
    .input(
      z.strictObject({
        /** `next` of the page before; absent = from the first. */
        after: idSchema.optional(),
        limit: z.coerce.number().int().min(1).max(1000),
      }),
    )
    .output(
      z.strictObject({
        changes: z.array(changeSchema),
        /** `null` = that was the last page. */
        next: idSchema.nullable(),
        audience: line(80),
      }),
    ),
  /** Emits the newest sequence number at once and after each change. */
  watch: procedure.output(eventIterator(newsSchema)),
};
