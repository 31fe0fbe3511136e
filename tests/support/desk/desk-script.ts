import type { SignInTries } from '../../../src/shared/app-error.ts';
import type { AuditLine, AuditQuery } from '../../../src/shared/contract/audit/schemas.ts';
import type { DeskEvent } from '../../../src/shared/contract/desk/schemas.ts';
import type { CallListFilter, CallListItem } from '../../../src/shared/contract/calls/schemas.ts';
import type { CalendarYear } from '../../../src/shared/domain/office/calendar.ts';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import type { DeskState, Draft } from '../../../src/shared/domain/desk/desk-state.ts';
import type { Complaints } from '../../../src/shared/domain/knowledge/complaints.ts';
import type { JudgedRun } from '../../../src/shared/domain/knowledge/judged-runs.ts';
import type { ReadSheet } from '../../../src/shared/domain/knowledge/sheet-rows.ts';
import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';
import type { PhoneCommand } from '../../../src/shared/domain/phone/phone-state.ts';
import type { TicketCommand } from '../../../src/shared/domain/tickets/ticket-command.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import {
  type WindowState,
  defaultWindowSettings,
} from '../../../src/shared/domain/window/window-settings.ts';
import type { ErrorCode } from '../../../src/shared/error-codes.ts';
import type { HostInfo } from '../../../src/shared/contract/desk/schemas.ts';
import { anOverview } from './admin-samples.ts';
import { aDeskState, agent, entries, lead } from './desk-samples.ts';

/** What a scripted host knows and was asked. Tests change the state; the page sees it at once. */
export function createDeskScript() {
  const listeners = new Set<(event: DeskEvent) => void>();
  let state = aDeskState();
  const emit = (event: DeskEvent) => {
    for (const listener of listeners) listener(event);
  };
  const update = (patch: Partial<DeskState>) => {
    state = aDeskState({ ...state, ...patch });
    emit({ kind: 'state', state });
  };
  const info: HostInfo = {
    version: '0.1.0',
    buildId: 'test',
    deskId: '99999999-0000-4000-8000-000000000001',
    notifications: 'host',
    dataFolder: '/srv/hotline-desk',
    logFile: '/srv/hotline-desk/desk.log',
    demoAccounts: null,
  };
  const script = {
    info,
    users: [agent, lead],
    tickets: new Map<string, Ticket>(),
    drafts: new Map<string, Draft>(),
    entries: entries as readonly KnowledgeEntry[],
    /** The nights of the judged questions. */
    runs: [] as readonly JudgedRun[],
    /** What the hub says to a sheet of entries that is read. */
    sheet: { rows: [], remark: '', returned: null } as ReadSheet,
    /** Entries cited by tickets that were handled again. */
    reworked: [] as Complaints['reworked'],
    calls: [] as CallListItem[],
    /** Procedures that answer with this code, by path: `tickets.save`. */
    refusals: new Map<string, ErrorCode>(),
    asked: [] as string[],
    searches: [] as string[],
    callQueries: [] as CallListFilter[],
    /** What came of calls, as the page has said. */
    concluded: [] as unknown[],
    heard: [] as { recordingId: string; heardMs: number; lengthMs: number }[],
    /** Tickets of which the covered number was shown. */
    numbersShown: [] as string[],
    /** What a wrong password is answered with. */
    tries: { left: 3, lockedForS: null } as SignInTries,
    overview: anOverview(),
    /** Years that were put in, and how many deadlines each settles. */
    yearsPut: [] as CalendarYear[],
    provisional: 0,
    /** Rows of the audit, newest first. */
    audit: [] as AuditLine[],
    auditQueries: [] as AuditQuery[],
    commands: [] as PhoneCommand[],
    /** Wishes about the agent's state, as they were asked. */
    agentActs: [] as ({ readonly kind: string } & Readonly<Record<string, unknown>>)[],
    carriedOut: [] as TicketCommand[],
    /** Tickets as they were before a closing that can be taken back. */
    beforeClosing: new Map<string, Ticket | null>(),
    issued: 0,
    window: { settings: defaultWindowSettings, kind: 'page', taken: [] } as WindowState,
    state: () => state,
    update,
    emit,
    setCalls: (calls: readonly CallView[]) => update({ phone: { ...state.phone, calls } }),
    addTickets: (tickets: readonly Ticket[]) => {
      for (const ticket of tickets) script.tickets.set(ticket.ticketId, ticket);
    },
    onEvent: (listener: (event: DeskEvent) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return script;
}
export type DeskScript = ReturnType<typeof createDeskScript>;
