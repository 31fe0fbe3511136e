import { type } from '@orpc/contract';
import { z } from 'zod';
import type { CallerTicket, Incident } from '../../domain/incidents/incident.ts';
import type { Hint, HintDraft } from '../../domain/incidents/hints.ts';
import type { PlaceHistory } from '../../domain/incidents/place-history.ts';
import { mostMerged } from '../../domain/tickets/merge.ts';
import { procedure } from '../base.ts';
import { idSchema, line, lines } from '../base-schemas.ts';
import { incidentsHubContract } from './hub.ts';

/** What is typed, as hints are asked for. */
const typedSchema = z.strictObject({
  ticketId: idSchema.nullable(),
  categoryCode: line(64).nullable(),
  district: line(32).nullable(),
  address: line(200),
  content: lines(4000),
  requesterNumber: line(64),
}) satisfies z.ZodType<Omit<HintDraft, 'numberKey' | 'at'> & { readonly requesterNumber: string }>;

/** Incidents, hints and the board come from local data; what the lead decides asks the hub. */
export const incidentsDeskContract = {
  /** Repeat, mass, waterlogging and incidents of the place. Rows were judged as they came, and go to a page of the same build (ADR 0236). */
  hints: procedure.input(typedSchema).output(type<readonly Hint[]>()),
  /** What happened before at this place with this item. */
  history: procedure.input(typedSchema).output(type<PlaceHistory>()),
  /** Every incident of a storm (`null` = of any), and the tickets that name one: `boardOf` makes the board of them. */
  board: procedure.input(z.strictObject({ stormId: idSchema.nullable() })).output(
    type<{
      readonly incidents: readonly Incident[];
      readonly tickets: readonly CallerTicket[];
    }>(),
  ),
  /** 并单 of the tickets of one incident; asks the hub (ADR 0243). How many were left as they are. Throws what the hub refuses. */
  merge: procedure
    .input(
      z.strictObject({
        commandId: idSchema,
        mainId: idSchema,
        otherIds: z.array(idSchema).min(1).max(mostMerged),
        reason: line(200).regex(/\S/),
      }),
    )
    .output(z.strictObject({ skipped: z.int().min(0) })),
  startStorm: incidentsHubContract.startStorm,
  endStorm: incidentsHubContract.endStorm,
  putPoints: incidentsHubContract.putPoints,
  say: incidentsHubContract.say,
  list: incidentsHubContract.list,
};
