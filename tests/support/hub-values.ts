import { randomUUID } from 'node:crypto';
import type { Seed } from '../../src/hub/seed/seed-store.ts';
import type { HubTicketCommand } from '../../src/shared/contract/commands/schemas.ts';
import { shippedRules } from '../../src/shared/domain/office/office-rules.ts';
import type { CallRecord } from '../../src/shared/domain/calls/call.ts';
import type { KnowledgeEntry } from '../../src/shared/domain/knowledge/knowledge.ts';
import type { Recording } from '../../src/shared/domain/recordings/recording.ts';
import type { IntakeChanges } from '../../src/shared/domain/tickets/intake-merge.ts';
import type {
  CallLink,
  TicketBase,
  TicketCommand,
} from '../../src/shared/domain/tickets/ticket-command.ts';
import {
  type CloseWay,
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../src/shared/domain/tickets/ticket.ts';
import { decideTicket } from '../../src/shared/domain/tickets/ticket-machine.ts';

/** The one password of all test users. */
export const testPassword = 'a test password';
const startedAt = Date.UTC(2026, 5, 12, 7);

/** Agents 1001 and 1002, the lead 2001, the administrator 9001; one ticket, one knowledge entry. With those of `more`. */
export function testSeed(more: Seed['users'] = []): Seed {
  const user = (workNo: string, role: 'agent' | 'lead' | 'admin') => ({
    userId: randomUUID(),
    workNo,
    displayName: `工号${workNo}`,
    role,
    password: testPassword,
  });
  return {
    users: [
      user('1001', 'agent'),
      user('1002', 'agent'),
      user('2001', 'lead'),
      user('9001', 'admin'),
      ...more,
    ],
    tickets: [aTicket()],
    knowledge: [aKnowledgeEntry()],
  };
}

/** Somebody who handles what a department was given. */
export function ofDepartment(workNo = '5001', departmentId = 'bureau.jianghan') {
  const [userId, displayName] = [randomUUID(), `经办${workNo}`];
  return {
    userId,
    workNo,
    displayName,
    role: 'department',
    departmentId,
    password: testPassword,
  } as const;
}

/** Somebody who oversees: at the officers' page. */
export function ofOffice(workNo: string, role: 'officer' | 'auditor') {
  return {
    userId: randomUUID(),
    workNo,
    displayName: `工号${workNo}`,
    role,
    password: testPassword,
  };
}

export function aTicket(ticketId: string = randomUUID(), ticketNo = 'SW20260612-0001'): Ticket {
  const decision = decideTicket(null, edit(ticketId, { ticketNo, changes: {} }), {
    at: startedAt,
    workNo: '1001',
    role: 'agent',
    eventId: randomUUID(),
    rules: shippedRules,
    numberKeyOf: () => null,
  });
  if (decision.kind === 'refused') throw new Error('a first save is never refused');
  return decision.ticket;
}

export function aKnowledgeEntry(entryId: string = randomUUID(), version = 1): KnowledgeEntry {
  return {
    entryId,
    entryNo: 'K-0001',
    version,
    title: '停水怎么办',
    body: '说明',
    answer: '答复',
    categoryCode: 'supply.outage',
    synonyms: ['没水'],
    validFrom: startedAt,
    validUntil: null,
    updatedAt: startedAt,
  };
}

/** An intake with which a ticket can be closed. */
export function aFullIntake(): Intake {
  return {
    ...emptyIntake,
    kind: 'consultation',
    categoryCode: 'supply.pressure',
    district: '江汉区',
    address: '测试路 1 号',
    content: '水压低',
    answer: '已解释',
    citations: [{ entryId: randomUUID(), entryNo: 'K-0001', version: 1, title: '水压' }],
  };
}

interface TicketFacts {
  readonly ticketNo?: string;
  readonly base?: TicketBase | null;
  readonly changes?: IntakeChanges;
  readonly call?: CallLink | null;
  readonly at?: number;
}

function edit(ticketId: string, facts: TicketFacts): TicketCommand {
  const {
    ticketNo = numberOf(ticketId),
    base = null,
    changes = aFullIntake(),
    call = null,
  } = facts;
  return { ticketId, ticketNo, base, call, action: { kind: 'edit', changes } };
}

const numberOf = (ticketId: string) => `SW20260612-1001-${ticketId.slice(0, 8)}`;

/** Closing a ticket of the seed, or `facts` of it. */
export function aTicketClose(
  ticketId: string,
  { closeAs = 'directAnswer', ...facts }: TicketFacts & { readonly closeAs?: CloseWay } = {},
): HubTicketCommand {
  const seeded = { ticketNo: 'SW20260612-0001', base: { revision: 1, intake: emptyIntake } };
  const { action, ...command } = edit(ticketId, { ...seeded, ...facts });
  if (action.kind !== 'edit') throw new Error('an edit is one');
  const closing = { kind: 'close', changes: action.changes, closeAs } as const;
  return { kind: 'ticket', at: facts.at ?? startedAt + 60_000, ...command, action: closing };
}

/** The first save of a new ticket, with a number of its own, or `facts` of it. */
export function aTicketSave(ticketId: string, facts: TicketFacts = {}): HubTicketCommand {
  return { kind: 'ticket', at: facts.at ?? startedAt + 60_000, ...edit(ticketId, facts) };
}

type Kept<Kind> = Extract<HubTicketCommand, { kind: Kind }>;

/** As `aTicketClose`, in the shape of release 0.1.0. */
export function aKeptClose(
  ticketId: string,
  changes: Partial<Kept<'ticketClose'>> = {},
): HubTicketCommand {
  const closed = { ticketNo: 'SW20260612-0001', baseRevision: 1, closeAs: 'directAnswer' } as const;
  return { kind: 'ticketClose', ...keptForm(ticketId), ...closed, ...changes };
}

/** As `aTicketSave`, in the shape of release 0.1.0. */
export function aKeptSave(
  ticketId: string,
  changes: Partial<Kept<'ticketSave'>> = {},
): HubTicketCommand {
  return { kind: 'ticketSave', ...keptForm(ticketId), ...changes };
}

function keptForm(ticketId: string) {
  return {
    ticketId,
    ticketNo: numberOf(ticketId),
    intake: aFullIntake(),
    call: null,
    numberKey: null,
    at: startedAt + 60_000,
    baseRevision: null,
  };
}

export function aCall(changes: Partial<CallRecord> = {}): CallRecord {
  return {
    callId: randomUUID(),
    direction: 'inbound',
    number: { raw: '19900000123', key: '19900000123', display: '199 0000 0123', kind: 'mobile' },
    lineName: '水务热线',
    queuedMs: null,
    agentWorkNo: '1001',
    ticketIds: [],
    startedAt,
    answeredAt: startedAt + 3000,
    endedAt: startedAt + 63_000,
    talkMs: 60_000,
    heldMs: 0,
    endReason: 'citizenHungUp',
    recordingId: null,
    noRecordingReason: null,
    quality: null,
    ...changes,
  };
}

export function aRecording(changes: Partial<Recording> = {}): Recording {
  return {
    recordingId: randomUUID(),
    callId: randomUUID(),
    agentWorkNo: '1001',
    startedAt: startedAt + 3000,
    durationMs: 60_000,
    byteLength: 1000,
    state: 'closed',
    uploadedBytes: 0,
    syncedAt: null,
    error: null,
    ...changes,
  };
}

/** A row of the hub's users. */
export const aStoredUser = (workNo = '1001') => ({
  userId: randomUUID(),
  workNo,
  displayName: '坐席',
  role: 'agent' as const,
  passwordHash: 'hash',
  disabledAt: null,
});
