import { AppError } from '../../../src/shared/app-error.ts';
import { withChanges } from '../../../src/shared/domain/tickets/intake-merge.ts';
import type { TicketAction } from '../../../src/shared/domain/tickets/ticket-action.ts';
import type { TicketCommand } from '../../../src/shared/domain/tickets/ticket-command.ts';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import type { Pop } from '../../../src/shared/domain/desk/pop.ts';
import {
  type Intake,
  type Ticket,
  emptyIntake,
} from '../../../src/shared/domain/tickets/ticket.ts';
import type { PutAside } from '../../../src/shared/domain/workspaces/put-aside.ts';
import type { Draft } from '../../../src/shared/domain/desk/desk-state.ts';
import type { WorkbenchDeps } from '../../../src/renderer/workbench/workbench-state.ts';
import { openSheet } from '../../../src/renderer/workbench/workbench-state.ts';
import { createWorkbenchStore } from '../../../src/renderer/workbench/workbench-store.ts';
import { aCall, aPop, aTicket, aWorkspace, idOf, someTickets } from './desk-samples.ts';

type Api = WorkbenchDeps['api'];

export const typedIn = (action: TicketAction) => ('changes' in action ? action.changes : {});

/** A host in memory; `answers` may be replaced by a test to refuse or to wait. */
export function createBench() {
  const drafts = new Map<string, Draft>();
  const kept = new Map<string, string>();
  const saved: unknown[] = [];
  const scheduled: (() => void)[] = [];
  const bench = {
    drafts,
    saved,
    concluded: [] as unknown[],
    aside: [] as PutAside[],
    typing: false,
    gate: Promise.resolve(),
    refusal: null as AppError | null,
    /** What somebody else has made of ticket 7. */
    changed: {} as Partial<Ticket>,
    /** What taking a closing back brings. */
    undone: { ticket: null, draft: null } as { ticket: Ticket | null; draft: Draft | null },
    /** The host knows no ticket. */
    notFound: false,
    issued: 0,
    async settle() {
      for (const work of scheduled.splice(0)) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const answer = async <T>(value: T): Promise<T> => {
    await bench.gate;
    if (bench.refusal) throw bench.refusal;
    return value;
  };
  const api = {
    tickets: {
      get: ({ ticketId }: { ticketId: string }) =>
        bench.gate.then(() => {
          if (bench.notFound) throw new AppError('ticket.notFound');
          return aTicket(7, { ticketId, ...bench.changed });
        }),
      list: () => answer({ tickets: [], total: 0 }),
      newTicket: () => {
        bench.issued += 1;
        return Promise.resolve({
          ticketId: idOf('ticket', 900 + bench.issued),
          ticketNo: 'SW-new',
        });
      },
      carryOut: ({ command }: { command: TicketCommand }) => {
        saved.push(command);
        const { ticketId, base, action } = command;
        const intake = withChanges(base?.intake ?? emptyIntake, typedIn(action));
        const closed =
          action.kind === 'close' ? ({ state: 'closed', closedAs: 'selfHandled' } as const) : {};
        return answer(aTicket(7, { ticketId, ...intake, ...closed }));
      },
      undoClose: () => answer(bench.undone),
    },
    drafts: {
      get: ({ draftKey }: { draftKey: string }) => Promise.resolve(drafts.get(draftKey) ?? null),
      save: (typed: Omit<Draft, 'savedAt'>) => {
        const { draftKey } = typed;
        const draft = { ...typed, savedAt: 9 };
        drafts.set(draftKey, draft);
        return Promise.resolve(draft);
      },
      list: () => Promise.resolve([...drafts.values()]),
      remove: ({ draftKey }: { draftKey: string }) => {
        if (bench.refusal) return Promise.reject(bench.refusal);
        drafts.delete(draftKey);
        return Promise.resolve();
      },
    },
    workspaces: {
      putAside: ({ key, reason }: Omit<PutAside, 'at'>) =>
        answer(void bench.aside.push({ key, reason, at: 9 })),
      takeUp: ({ key }: { key: string }) => {
        bench.aside = bench.aside.filter((one) => one.key !== key);
        return answer(undefined);
      },
    },
    calls: {
      conclude: (said: unknown) => {
        bench.concluded.push(said);
        return Promise.resolve();
      },
    },
  } as unknown as Api;
  const create = () =>
    createWorkbenchStore({
      api,
      memory: {
        get: (key) => kept.get(key) ?? null,
        set: (key, value) => (value === null ? kept.delete(key) : kept.set(key, value)),
      },
      createId: () => crypto.randomUUID(),
      schedule: (work) => {
        scheduled.push(work);
        return () => scheduled.splice(scheduled.indexOf(work), 1);
      },
      isTyping: () => bench.typing,
      endTyping: () => undefined,
    });
  return Object.assign(bench, { create });
}

export const edit = { kind: 'edit', changes: {} } as const;
export const close = { kind: 'close', closeAs: 'selfHandled', changes: {} } as const;

export const known = () => aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) });
export const unknown = () => aPop([]);

export type Store = ReturnType<ReturnType<typeof createBench>['create']>;
export const sheetOf = (store: Store) => openSheet(store.getState());
export const placeOfCall = (store: Store, n = 1) =>
  store.getState().places.find(({ key }) => key === idOf('call', n));
/** What was begun comes to its end. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
/** The host tells of one conversation, whose call is as `call` says. */
export async function tell(store: Store, pop: Pop, call: CallView = aCall()) {
  store.getState().noteDesk({ workspaces: [aWorkspace(pop)], calls: [call] });
  await settled();
}
export const edits = (store: Store, patch: Partial<Intake>) =>
  store.getState().edit(sheetOf(store)?.draftKey ?? '', patch);
