import { findCategory } from '../../shared/domain/categories.ts';
import { presetDeadline } from '../../shared/domain/deadlines.ts';
import type { KnowledgeEntry } from '../../shared/domain/knowledge.ts';
import type { Deadline, Ticket, TicketFlag, TicketKind } from '../../shared/domain/ticket.ts';
import { normaliseNumber } from '../../shared/phone-number.ts';
import { requesters } from './data/invented-places.ts';
import { isFieldwork, pickDemand } from './pick-demand.ts';
import { seedId } from './seed-id.ts';
import { fillTemplate, handlerName, inventAddress, pickDistrict } from './seed-places.ts';
import type { SeededRandom } from './seeded-random.ts';
import { writeCourse } from './ticket-course.ts';
import { type StatePlan, ticketPlan } from './ticket-plan.ts';
import type { TicketTemplate } from './ticket-template.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A ticket without its number for people; `numberTickets` gives it in the order of opening. */
export type UnnumberedTicket = Omit<Ticket, 'ticketNo'>;

/** The seeded tickets of the plan, relative to `now`. */
export function createTickets(
  now: number,
  knowledge: readonly KnowledgeEntry[],
  random: SeededRandom,
): UnnumberedTicket[] {
  return ticketPlan.flatMap((plan, row) =>
    Array.from({ length: plan.count }, (_, index) =>
      createTicket({ name: `ticket:${row}:${index}`, plan, now, knowledge, random }),
    ),
  );
}

interface Wanted {
  readonly name: string;
  readonly plan: StatePlan;
  readonly now: number;
  readonly knowledge: readonly KnowledgeEntry[];
  readonly random: SeededRandom;
}

function createTicket({ name, plan, now, knowledge, random }: Wanted): UnnumberedTicket {
  const { template, kind, content, result } = pickDemand(plan, random);
  const urgency = findCategory(template.categoryCode)?.urgency ?? 'ordinary';
  const fromCity =
    plan.fromCity === 'always' || (plan.fromCity === 'sometimes' && random.chance(0.3));
  const openedAt = Math.round(now - ageOf(plan, kind, urgency === 'urgent', random));
  const preset = presetDeadline(kind, urgency, openedAt);
  const deadline = fromCity ? { ...preset, rule: '市级平台派件时限，原样沿用' } : preset;
  const done = isDone(plan);
  const closedAs = done && !fromCity ? deskWay(plan, kind, random) : null;
  const district = pickDistrict(random);
  const address = inventAddress(template.place, random);
  const lastAt = done
    ? closingTime(openedAt, deadline, closedAs, now, random)
    : Math.round(now - random.between(0, 0.2) * (now - openedAt));
  const department = handlerName(template.handler, district);
  const workNo = String(1001 + Math.floor(random.between(0, 8)));
  const entry = knowledge.find((candidate) => candidate.categoryCode === template.categoryCode);
  const urged =
    plan.state === 'inHandling' && (lastAt > deadline.dueAt - day || random.chance(0.2));
  const ticketId = seedId(name);
  const requesterNumber = random.chance(0.06) ? '' : inventNumber(random);
  const byDesk = closedAs !== null && entry !== undefined;
  const filled = fillTemplate(result, address, random);
  return {
    ticketId,
    kind,
    categoryCode: template.categoryCode,
    district,
    address,
    content: fillTemplate(content, address, random),
    answer: byDesk ? entry.answer : hasResult(plan) ? filled : '',
    citations: byDesk
      ? [
          {
            entryId: entry.entryId,
            entryNo: entry.entryNo,
            version: entry.version,
            title: entry.title,
          },
        ]
      : [],
    requesterName: random.pick(requesters),
    requesterNumber,
    numberKey: normaliseNumber(requesterNumber).key,
    source: fromCity
      ? 'cityPlatform'
      : random.chance(0.82)
        ? 'phone'
        : random.pick(['messageBoard', 'linkage110', 'supply96510', 'other']),
    state: plan.state,
    flags: flagsOf(template, kind, urgency === 'urgent', random),
    handler: currentHandler(plan, closedAs !== null, department, workNo),
    urgedCount: urged ? 1 : 0,
    deadline,
    openedAt,
    updatedAt: lastAt,
    closedAt: done ? lastAt : null,
    closedAs,
    closedByWorkNo: done ? workNo : null,
    callbackOwed: plan.state === 'awaitingCallback',
    satisfaction: plan.state === 'closed' || plan.state === 'archived' ? rate(random) : null,
    callIds: [],
    recordingIds: [],
    course: writeCourse({
      ticketId,
      state: plan.state,
      fromCity,
      closedAs,
      handler: department,
      result: filled,
      urged,
      workNo,
      openedAt,
      lastAt,
    }),
    revision: 1,
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

function hasResult({ state }: StatePlan): boolean {
  return [
    'awaitingAudit',
    'awaitingCallback',
    'awaitingReply',
    'submittedToCity',
    'closed',
    'archived',
    'notAccepted',
  ].includes(state);
}

function deskWay(plan: StatePlan, kind: TicketKind, random: SeededRandom): Ticket['closedAs'] {
  if ((plan.state !== 'closed' && plan.state !== 'archived') || isFieldwork(kind)) return null;
  return kind === 'consultation' && random.chance(0.8) ? 'directAnswer' : 'selfHandled';
}

function closingTime(
  openedAt: number,
  deadline: Deadline,
  way: Ticket['closedAs'],
  now: number,
  random: SeededRandom,
): number {
  const took =
    way === 'directAnswer'
      ? random.between(3, 12) * minute
      : random.between(0.2, 0.95) * (deadline.dueAt - openedAt);
  return Math.round(Math.min(openedAt + took, now - minute));
}

function currentHandler(
  plan: StatePlan,
  byDesk: boolean,
  department: string,
  workNo: string,
): string {
  if (byDesk || plan.state === 'selfHandling') return '本席自办';
  if (plan.state === 'awaitingSignIn') return '待签收';
  if (
    plan.state === 'screening' ||
    plan.state === 'awaitingApproval' ||
    plan.state === 'notAccepted'
  )
    return `工号 ${workNo}`;
  if (['submittedToCity', 'returnPending', 'returned'].includes(plan.state)) return '市级平台';
  return department;
}

function flagsOf(
  template: TicketTemplate,
  kind: TicketKind,
  urgent: boolean,
  random: SeededRandom,
): TicketFlag[] {
  const flags: TicketFlag[] = [];
  if (urgent) flags.push('urgent');
  if (template.categoryCode === 'drainage.waterlogging') flags.push('waterlogging');
  if (kind === 'report' || template.categoryCode === 'conduct.attitude') flags.push('confidential');
  if (random.chance(0.04)) flags.push('supervised');
  if (template.categoryCode === 'supply.outage' && random.chance(0.3)) flags.push('mass');
  return flags;
}

/** Mostly mobiles, some landlines, from the ranges kept for examples; the demonstration's own numbers stay free. */
function inventNumber(random: SeededRandom): string {
  const end = String(Math.floor(random.between(200, 700)));
  return random.chance(0.85) ? `19900000${end}` : `02700000${end}`;
}

function rate(random: SeededRandom): Ticket['satisfaction'] {
  return random.pick([5, 5, 5, 5, 5, 5, 4, 4, 4, 4, 3, 3, 2, 1, null, null]);
}
