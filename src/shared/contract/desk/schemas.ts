import { z } from 'zod';
import { exactly } from '../exactly.ts';
import type { DeskState, Levels } from '../../domain/desk/desk-state.ts';
import type { TicketId } from '../../domain/ids.ts';
import { idSchema } from '../base-schemas.ts';

export const levelsSchema = exactly<Levels>()(
  z.strictObject({
    callId: idSchema.nullable(),
    agent: z.number().min(0).max(100),
    citizen: z.number().min(0).max(100),
  }),
);

/** Facts about the host that the page may rely on. Pages ask for capabilities, never for the host's name. */
export const hostInfoSchema = z.strictObject({
  version: z.string(),
  buildId: z.string(),
  deskId: idSchema,
  /** `host`: the host shows system notifications itself; `page`: the page must. */
  notifications: z.enum(['host', 'page']),
  /** Where `desk.json` and everything else of this desk lies, and its log: for IT. */
  dataFolder: z.string(),
  logFile: z.string(),
  /** Work numbers and passwords of the seeded demonstration accounts; `null` outside demo mode. */
  demoAccounts: z
    .array(z.strictObject({ workNo: z.string(), password: z.string(), role: z.string() }))
    .nullable(),
});

export type HostInfo = z.infer<typeof hostInfoSchema>;

/** What a desk page hears, on the way as `DeskNews`. `state` is always whole; the others are moments. */
export type DeskEvent =
  | { readonly kind: 'state'; readonly state: DeskState }
  | { readonly kind: 'levels'; readonly levels: Levels }
  | { readonly kind: 'ticketChanged'; readonly ticketId: TicketId }
  /** What was kept of it here is forgotten: it is not for whoever is signed in. */
  | { readonly kind: 'ticketGone'; readonly ticketId: TicketId }
  | { readonly kind: 'callsChanged' }
  /** What the lead says of an incident, or that there is one, has come from the hub. */
  | { readonly kind: 'incidentsChanged' }
  /** Somebody followed a `tel:` or `sip:` link: the number goes into the dial pad, one press away; nothing dials by itself. */
  | { readonly kind: 'dialRequested'; readonly number: string };
