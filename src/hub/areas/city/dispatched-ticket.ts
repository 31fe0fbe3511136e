import { type WorkCalendar, addWorkingDays } from '../../../shared/domain/office/calendar.ts';
import { factLine, shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { startClock } from '../../../shared/domain/tickets/step-clocks.ts';
import {
  type Deadline,
  type Ticket,
  type TicketFlag,
  emptyIntake,
} from '../../../shared/domain/tickets/ticket.ts';
import { noWork } from '../../../shared/domain/tickets/ticket-work.ts';
import { flagsWith } from '../../../shared/domain/tickets/urgency.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { CityDemand } from './city-platform.ts';

export interface DispatchFacts {
  readonly ticketId: string;
  readonly ticketNo: string;
  readonly cityNo: string;
  /** Of the line of the course. */
  readonly eventId: string;
  readonly now: number;
  readonly calendar: WorkCalendar;
}

/**
 * The ticket that a dispatch opens (domain document 4.2, transition 3). Its clocks run from the moment of the dispatch, not from
 * when we heard of it; a dispatch dated later than now counts from now. The city's deadline is taken over as it is.
 */
export function dispatchedTicket(demand: CityDemand, facts: DispatchFacts): Ticket {
  const { ticketId, ticketNo, cityNo, now, calendar } = facts;
  const { kind, categoryCode, district, address, content, requesterName, requesterNumber } = demand;
  const { dispatchedAt, dueAt, appointed } = demand;
  const deadline = deadlineOf(demand, calendar);
  const told = deadline && factLine('dueAt', `${shanghaiTime(deadline.dueAt)} ${deadline.rule}`);
  const ticket: Ticket = {
    ...emptyIntake,
    kind,
    categoryCode,
    district,
    address,
    content,
    requesterName,
    requesterNumber,
    ticketId,
    ticketNo,
    source: 'cityPlatform',
    state: 'awaitingSignIn',
    flags: flagsOf(demand),
    numberKey: normaliseNumber(requesterNumber).key,
    handler: '待签收',
    urgedCount: 0,
    deadline,
    openedAt: Math.min(dispatchedAt, now),
    updatedAt: now,
    closedAt: null,
    closedAs: null,
    closedByWorkNo: null,
    callbackOwed: false,
    satisfaction: null,
    callIds: [],
    recordingIds: [],
    course: [
      {
        eventId: `${facts.eventId}:opened`,
        at: now,
        byWorkNo: '',
        kind: 'opened',
        note: told ?? '',
      },
    ],
    revision: 1,
  };
  const clock = startClock(ticket, { step: 'signIn', startedAt: ticket.openedAt, calendar });
  const city = { cityNo, dispatchedAt, dueAt, ...(appointed ? { appointed: true as const } : {}) };
  return { ...ticket, work: { ...noWork, city, clocks: [clock] } };
}

function flagsOf({ urgent, confidential, kind, categoryCode }: CityDemand): TicketFlag[] {
  const flags = new Set<TicketFlag>(flagsWith(null, categoryCode));
  if (urgent) flags.add('urgent');
  if (confidential || kind === 'report') flags.add('confidential');
  if (categoryCode === 'drainage.waterlogging') flags.add('waterlogging');
  return [...flags];
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/**
 * The moment that the city names, with its own words for the limit. Where it names a limit only, that is counted as it says: in
 * hours and natural days, or in working days.
 */
function deadlineOf(
  { dispatchedAt, dueAt, limit }: CityDemand,
  calendar: WorkCalendar,
): Deadline | null {
  const rule = limit === '' ? '市级平台派件时限' : `市级平台派件时限：${limit}`;
  if (dueAt !== null) return { dueAt, rule };
  const [, count = '', unit = ''] =
    /^(\d{1,4}) ?(工作日|个工作日|小时|天|日|自然日)$/.exec(limit) ?? [];
  if (count === '') return null;
  if (unit === '小时') return { dueAt: dispatchedAt + Number(count) * hourMs, rule };
  if (!unit.includes('工作日')) return { dueAt: dispatchedAt + Number(count) * dayMs, rule };
  const { at, isKnown } = addWorkingDays(calendar, dispatchedAt, Number(count));
  const counted = { dueAt: at, rule, calendar: calendar.version };
  return isKnown ? counted : { ...counted, provisional: true };
}
