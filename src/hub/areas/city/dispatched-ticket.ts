import { addWorkingDays } from '../../../shared/domain/office/calendar.ts';
import type { OfficeRules } from '../../../shared/domain/office/office-rules.ts';
import { factLine, shanghaiTime } from '../../../shared/domain/tickets/course-note.ts';
import { presetDeadline } from '../../../shared/domain/tickets/deadlines.ts';
import { startClock } from '../../../shared/domain/tickets/step-clocks.ts';
import {
  type Deadline,
  type Ticket,
  type TicketFlag,
  emptyIntake,
} from '../../../shared/domain/tickets/ticket.ts';
import { noWork } from '../../../shared/domain/tickets/ticket-work.ts';
import { flagsWith, urgencyOf } from '../../../shared/domain/tickets/urgency.ts';
import { normaliseNumber } from '../../../shared/numbers/phone-number.ts';
import type { CityDemand, DispatchSystem } from './city-platform.ts';

export interface DispatchFacts {
  readonly ticketId: string;
  readonly ticketNo: string;
  /** `client` = a program with a token of its own. */
  readonly system: DispatchSystem | 'smartWater' | 'client';
  /** The other side's number of it; of a client its name. */
  readonly cityNo: string;
  /** Of the line of the course. */
  readonly eventId: string;
  readonly now: number;
  readonly rules: OfficeRules;
}

/**
 * The ticket that a dispatch opens (domain document 4.2, transition 3). Its clocks run from the moment of the dispatch, not from
 * when we heard of it; a dispatch dated later than now counts from now. A deadline that was given is taken over as it is; 110, which
 * mostly gives none, gets our presets.
 */
export function dispatchedTicket(demand: CityDemand, facts: DispatchFacts): Ticket {
  const { ticketId, ticketNo, system, cityNo, now, rules } = facts;
  const { kind, categoryCode, district, address, content, requesterName, requesterNumber } = demand;
  const { dispatchedAt, dueAt, appointed } = demand;
  const openedAt = Math.min(dispatchedAt, now);
  const flags = flagsOf(demand);
  const preset =
    system === 'city' || kind === null
      ? null
      : presetDeadline(rules, { kind, urgency: urgencyOf({ flags }), startedAt: openedAt });
  const deadline = deadlineOf(demand, { rules, system }) ?? preset;
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
    source: sources[system],
    state: 'awaitingSignIn',
    flags,
    numberKey: normaliseNumber(requesterNumber).key,
    handler: '待签收',
    urgedCount: 0,
    deadline,
    openedAt,
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
        note: [numberWords[system] && `${numberWords[system]}：${cityNo}`, told]
          .filter((line) => line !== null)
          .join('\n'),
      },
    ],
    revision: 1,
  };
  const clock = startClock(ticket, { step: 'signIn', startedAt: ticket.openedAt, rules });
  if (system === 'linkage110') {
    const linkage = { caseNo: cityNo, transferredAt: dispatchedAt, dueAt };
    return { ...ticket, work: { ...noWork, linkage, clocks: [clock] } };
  }
  if (system !== 'city') return { ...ticket, work: { ...noWork, clocks: [clock] } };
  const city = { cityNo, dispatchedAt, dueAt, ...(appointed ? { appointed: true as const } : {}) };
  return { ...ticket, work: { ...noWork, city, clocks: [clock] } };
}

const sources = {
  city: 'cityPlatform',
  linkage110: 'linkage110',
  smartWater: 'other',
  client: 'other',
} as const;
const limitWords = {
  city: '市级平台派件时限',
  linkage110: '110 联动交办时限',
  smartWater: '智慧水务时限',
  client: '提交方时限',
} as const;
/** What stands before the other side's number in the course; the city's has a place of its own. */
const numberWords = {
  city: null,
  linkage110: '110 警情编号',
  smartWater: '智慧水务事件编号',
  client: '接口提交',
} as const;

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
  { rules: { calendar }, system }: Pick<DispatchFacts, 'rules' | 'system'>,
): Deadline | null {
  const rule = limit === '' ? limitWords[system] : `${limitWords[system]}：${limit}`;
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
