import { type OfficeRules, shippedRules } from '../../src/shared/domain/office/office-rules.ts';
import type { Actor } from '../../src/shared/domain/tickets/flow.ts';
import { intakeOf } from '../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../src/shared/domain/tickets/ticket-action.ts';
import {
  type TicketDecision,
  decideTicket,
} from '../../src/shared/domain/tickets/ticket-machine.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { type TicketWork, noWork } from '../../src/shared/domain/tickets/ticket-work.ts';
import { aTicket } from './hub-values.ts';

/** One ticket taken through its course, one action after the other; time stands until it is moved. */
export interface CourseTicket {
  ticket(): Ticket;
  work(): TicketWork;
  /** Carries the action out, in the call of that id; throws the code of a refusal. */
  take(actor: Actor, action: TicketAction, callId?: string): Ticket;
  /** The same, giving the decision; a refusal changes nothing. */
  ask(actor: Actor, action: TicketAction, callId?: string): TicketDecision;
  pass(ms: number): void;
  /** By these it is decided from now on. */
  ruleBy(rules: OfficeRules): void;
  now(): number;
}

const courseStart = Date.UTC(2026, 5, 12, 1);
export const courseDepartment = 'bureau.jianghan';

/** `of`: what differs from an ordinary demand of 江汉区 that is being screened. */
export function takeCourse(of: Partial<Ticket> = {}): CourseTicket {
  let at = courseStart;
  let count = 0;
  let rules = shippedRules;
  let ticket: Ticket = {
    ...aTicket(),
    kind: 'help',
    categoryCode: 'drainage.blockage',
    district: '江汉区',
    state: 'screening',
    flags: [],
    closedAt: null,
    closedAs: null,
    closedByWorkNo: null,
    deadline: { dueAt: at + 7 * 24 * 3_600_000, rule: '预设：求助、投诉 5 个工作日办结' },
    openedAt: at,
    updatedAt: at,
    callIds: [],
    ...of,
  };
  const course: CourseTicket = {
    ticket: () => ticket,
    work: () => ticket.work ?? noWork,
    now: () => at,
    pass: (ms) => void (at += ms),
    ruleBy: (next) => void (rules = next),
    ask(actor, action, callId) {
      count += 1;
      const { ticketId, ticketNo, revision } = ticket;
      const decision = decideTicket(
        ticket,
        {
          ticketId,
          ticketNo,
          base: { revision, intake: intakeOf(ticket) },
          call: callId === undefined ? null : { callId, recordingId: null },
          action,
        },
        {
          at,
          workNo: '1001',
          role: actor,
          ...(actor === 'department' ? { departmentId: courseDepartment } : {}),
          numberKeyOf: () => null,
          eventId: `e${count}`,
          rules,
        },
      );
      if (decision.kind === 'accepted') ({ ticket } = decision);
      return decision;
    },
    take(actor, action, callId) {
      const decision = course.ask(actor, action, callId);
      if (decision.kind === 'refused') throw new Error(decision.code);
      return decision.ticket;
    },
  };
  return course;
}

/** 交办 to the department whose people act in these courses. */
export const assignIt = {
  kind: 'assign',
  leadId: courseDepartment,
  assistIds: [],
  instruction: '请现场核实',
  phonedTo: '',
  decidedBy: '',
  authority: '',
} as const satisfies TicketAction;

export const resultOfIt = {
  kind: 'submitResult',
  facts: '现场管道堵塞',
  cause: '杂物堆积',
  action: '已疏通',
  doneOn: '2026-06-15',
  internal: '',
  publicReply: '已于 6 月 15 日疏通，排水恢复。',
} as const satisfies TicketAction;
