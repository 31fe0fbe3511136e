import { z } from 'zod';
import {
  type TicketListColumn,
  type TicketScope,
  type TicketSort,
  ticketListColumns,
  ticketOrders,
  ticketScopes,
} from '../domain/tickets/ticket-lists.ts';
import {
  type TicketFlag,
  type TicketKind,
  ticketFlags,
  ticketKinds,
} from '../domain/tickets/ticket.ts';
import { kept, keptOf } from './kept.ts';

/** What a list of tickets is narrowed and ordered by. */
export interface ViewFilter {
  readonly text: string;
  readonly scope: TicketScope;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly kind: TicketKind | null;
  readonly flag: TicketFlag | null;
  readonly sort: TicketSort;
}

/** A list that somebody looks at again and again. */
export interface TicketView {
  /** Of its owner's views no other has it. */
  readonly name: string;
  readonly filter: ViewFilter;
  readonly columns: readonly TicketListColumn[];
}

export interface TicketViews {
  readonly views: readonly TicketView[];
  /** With which the list begins; `null` = with what burns first. */
  readonly defaultName: string | null;
}

export const longestViewName = 20;
export const mostViews = 12;

const filterSchema = z.object({
  text: z.string().max(100),
  scope: z.enum(ticketScopes),
  categoryCode: z.string().max(64).nullable(),
  district: z.string().max(32).nullable(),
  kind: z.enum(ticketKinds).nullable(),
  flag: z.enum(ticketFlags).nullable(),
  sort: z.object({ by: z.enum(ticketOrders), descending: z.boolean() }),
});

const views = kept<TicketViews>(
  'desk.ticketViews',
  z.object({
    views: z
      .array(
        z.object({
          name: z.string().min(1).max(longestViewName),
          filter: filterSchema,
          columns: z.array(z.enum(ticketListColumns)).max(ticketListColumns.length).readonly(),
        }),
      )
      .max(mostViews)
      .readonly(),
    defaultName: z.string().max(longestViewName).nullable(),
  }),
  { fallback: { views: [], defaultName: null } },
);

/** The views of one person at this desk. */
export const keptTicketViews = (workNo: string) => keptOf(views, workNo);
