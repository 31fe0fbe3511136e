import type { TicketState } from '../../shared/domain/tickets/ticket.ts';

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How many seeded tickets are in a state and how long ago they came in: as milliseconds (`ageMs`) where the state
 * itself passes quickly, else as a share of the time that their deadline gives them (`ageShare`; over 1 = overdue).
 */
export interface StatePlan {
  readonly state: TicketState;
  readonly count: number;
  readonly ageMs?: readonly [number, number];
  readonly ageShare?: readonly [number, number];
  /** Came from, or went to, the city platform. */
  readonly fromCity: 'always' | 'sometimes' | 'never';
}

/** 193 tickets; `demo-tickets.ts` adds the seven of the demonstration. */
export const ticketPlan: readonly StatePlan[] = [
  { state: 'awaitingSignIn', count: 4, ageMs: [0.05 * hour, 0.5 * hour], fromCity: 'always' },
  { state: 'screening', count: 6, ageMs: [0.1 * hour, 1.5 * hour], fromCity: 'sometimes' },
  { state: 'selfHandling', count: 6, ageShare: [0.1, 0.6], fromCity: 'sometimes' },
  { state: 'awaitingApproval', count: 3, ageMs: [0.2 * hour, 1.5 * hour], fromCity: 'sometimes' },
  { state: 'assigned', count: 8, ageShare: [0.02, 0.1], fromCity: 'sometimes' },
  { state: 'inHandling', count: 21, ageShare: [0.15, 0.9], fromCity: 'sometimes' },
  { state: 'inHandling', count: 3, ageShare: [1.05, 1.3], fromCity: 'sometimes' },
  { state: 'awaitingAudit', count: 8, ageShare: [0.4, 0.9], fromCity: 'sometimes' },
  { state: 'awaitingCallback', count: 10, ageShare: [0.5, 0.95], fromCity: 'sometimes' },
  { state: 'awaitingReply', count: 4, ageShare: [0.6, 0.9], fromCity: 'always' },
  { state: 'submittedToCity', count: 6, ageShare: [0.6, 0.95], fromCity: 'always' },
  { state: 'closed', count: 71, ageMs: [8 * day, 45 * day], fromCity: 'sometimes' },
  { state: 'archived', count: 28, ageMs: [48 * day, 90 * day], fromCity: 'sometimes' },
  { state: 'returnPending', count: 2, ageMs: [0.3 * hour, 1.8 * hour], fromCity: 'always' },
  { state: 'returned', count: 4, ageMs: [3 * day, 60 * day], fromCity: 'always' },
  { state: 'notAccepted', count: 4, ageMs: [2 * day, 60 * day], fromCity: 'never' },
  { state: 'merged', count: 3, ageMs: [1 * day, 30 * day], fromCity: 'sometimes' },
  { state: 'withdrawn', count: 2, ageMs: [3 * day, 40 * day], fromCity: 'never' },
];
