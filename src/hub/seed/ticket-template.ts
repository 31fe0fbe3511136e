import type { TicketKind } from '../../shared/domain/tickets/ticket.ts';

/** What kind of spot a demand is about; each becomes an invented address. */
export type PlaceKind = 'home' | 'road' | 'water' | 'site' | 'dyke' | 'office';

/** Who solves it in the field. `district` is the water bureau of the ticket's district. */
export type HandlerKind = 'district' | 'waterGroup' | 'enforcement' | 'discipline';

/**
 * One pattern of a demand. In the texts `{at}` stands for the place, `{when}` for a time of day, `{depth}` for a depth
 * of water in words, `{days}` for a small number.
 */
export interface TicketTemplate {
  readonly categoryCode: string;
  readonly place: PlaceKind;
  readonly handler: HandlerKind;
  readonly contents: readonly (readonly [TicketKind, string])[];
  /** Results as a department reports them; the n-th fits the n-th content (counting round). */
  readonly results: readonly string[];
}
