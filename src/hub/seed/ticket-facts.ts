import { shippedRules } from '../../shared/domain/office/office-rules.ts';
import { findCategory } from '../../shared/domain/office/categories.ts';
import { presetDeadline } from '../../shared/domain/tickets/deadlines.ts';
import type { District } from '../../shared/domain/office/places.ts';
import type { Deadline, Ticket, TicketKind } from '../../shared/domain/tickets/ticket.ts';
import { type Demand, isFieldwork, pickDemand } from './pick-demand.ts';
import { fillTemplate, handlerName, inventAddress, pickDistrict } from './seed-places.ts';
import type { SeededRandom } from '../../shared/seeded-random.ts';
import type { StatePlan } from './ticket-plan.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Everything about one seeded ticket that is decided by chance and that its other fields follow from. */
export interface TicketFacts {
  readonly demand: Demand;
  readonly urgent: boolean;
  readonly fromCity: boolean;
  readonly district: District;
  readonly address: string;
  readonly content: string;
  /** What the department reports, or would report. */
  readonly result: string;
  /** Who would solve it in the field. */
  readonly department: string;
  readonly workNo: string;
  readonly requesterNumber: string;
  readonly deadline: Deadline;
  readonly openedAt: number;
  /** Last change: the closing when `done`. */
  readonly lastAt: number;
  readonly done: boolean;
  readonly closedAs: Ticket['closedAs'];
  readonly urged: boolean;
}

/** Throws the dice for one ticket of `plan`, consistently: times fit the deadline, the way of closing fits the kind. */
export function decideFacts(plan: StatePlan, now: number, random: SeededRandom): TicketFacts {
  const demand = pickDemand(plan, random);
  const urgency = findCategory(demand.template.categoryCode)?.urgency ?? 'ordinary';
  const urgent = urgency === 'urgent';
  const fromCity =
    plan.fromCity === 'always' || (plan.fromCity === 'sometimes' && random.chance(0.3));
  const openedAt = Math.round(now - ageOf(plan, demand.kind, urgent, random));
  const preset = presetDeadline(shippedRules, {
    kind: demand.kind,
    urgency,
    startedAt: openedAt,
  });
  const deadline = fromCity ? { dueAt: preset.dueAt, rule: '市级平台派件时限，原样沿用' } : preset;
  const done = isDone(plan);
  const closedAs = done && !fromCity ? deskWay(plan, demand.kind, random) : null;
  const lastAt = done
    ? Math.round(Math.min(openedAt + lifetime(openedAt, deadline, closedAs, random), now - minute))
    : Math.round(now - random.between(0, 0.2) * (now - openedAt));
  const district = pickDistrict(random);
  const address = inventAddress(demand.template.place, random);
  return {
    demand,
    urgent,
    fromCity,
    district,
    address,
    content: fillTemplate(demand.content, address, random),
    result: fillTemplate(demand.result, address, random),
    department: handlerName(demand.template.handler, district),
    workNo: String(1001 + Math.floor(random.between(0, 8))),
    requesterNumber: random.chance(0.06) ? '' : inventNumber(random),
    deadline,
    openedAt,
    lastAt,
    done,
    closedAs,
    urged: plan.state === 'inHandling' && (lastAt > deadline.dueAt - day || random.chance(0.2)),
  };
}

function ageOf(plan: StatePlan, kind: TicketKind, urgent: boolean, random: SeededRandom): number {
  if (plan.ageMs) return random.between(...plan.ageMs);
  const short = kind === 'consultation' || kind === 'praise';
  const limit = urgent ? (short ? 2 * hour : day) : short ? day : 5 * day;
  return random.between(...(plan.ageShare ?? [0, 1])) * limit;
}

function isDone({ state }: StatePlan): boolean {
  return ['closed', 'archived', 'returned', 'notAccepted', 'merged', 'withdrawn'].includes(state);
}

function deskWay(plan: StatePlan, kind: TicketKind, random: SeededRandom): Ticket['closedAs'] {
  if ((plan.state !== 'closed' && plan.state !== 'archived') || isFieldwork(kind)) return null;
  return kind === 'consultation' && random.chance(0.8) ? 'directAnswer' : 'selfHandled';
}

function lifetime(
  openedAt: number,
  deadline: Deadline,
  way: Ticket['closedAs'],
  random: SeededRandom,
): number {
  if (way === 'directAnswer') return random.between(3, 12) * minute;
  return random.between(0.2, 0.95) * (deadline.dueAt - openedAt);
}

/** Mostly mobiles, some landlines, from the ranges kept for examples; the demonstration's own numbers stay free. */
function inventNumber(random: SeededRandom): string {
  const end = String(Math.floor(random.between(200, 700)));
  return random.chance(0.85) ? `19900000${end}` : `02700000${end}`;
}
