import { type StoreApi, createStore } from 'zustand/vanilla';
import { AppError } from '../../shared/app-error.ts';
import type {
  OfficerQuery,
  officerListSchema,
  officerTicketSchema,
} from '../../shared/contract/officer/schemas.ts';
import type { OfficerScope } from '../../shared/domain/tickets/officer-view.ts';
import { type Doing, createDoing, idle } from '../page/doing.ts';
import type { HubCalls } from '../page/hub-calls.ts';
import { type ActValues, type OfficerForm, actionOf } from './act-forms.ts';

type Infer<S extends { readonly _output: unknown }> = S['_output'];
export type OfficerList = Infer<typeof officerListSchema>;
export type OfficerTicket = Infer<typeof officerTicketSchema>;
export type OfficerFilter = Pick<OfficerQuery, 'state' | 'source' | 'departmentId' | 'text'>;

interface Draft {
  readonly values: ActValues;
  readonly commandId: string;
}

export interface TicketsState extends Doing {
  /** By the hub's clock. */
  readonly now: number;
  readonly scope: OfficerScope;
  readonly filter: OfficerFilter;
  readonly offset: number;
  readonly list: OfficerList | null;
  readonly ticketId: string | null;
  readonly shown: OfficerTicket | null;
  readonly act: OfficerForm | null;
  /** Typed and not sent: by ticket and form, in memory alone. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

export interface TicketsActs {
  look(scope: OfficerScope): Promise<void>;
  narrow(patch: Partial<OfficerFilter>): void;
  turn(offset: number): Promise<void>;
  open(ticketId: string | null): Promise<void>;
  uncover(reason: string): Promise<boolean>;
  begin(act: OfficerForm | null): void;
  type(values: ActValues): void;
  take(): Promise<void>;
  refresh(): Promise<void>;
  tick(): void;
}

export type TicketsStore = StoreApi<TicketsState & TicketsActs>;

export const pageLength = 50;
const pauseMs = 250;
const noFilter: OfficerFilter = { state: null, source: null, departmentId: null, text: '' };
const nothingTyped: ActValues = {};

/** What was typed into the open form. */
export function draftOf({ ticketId, act, drafts }: TicketsState): ActValues {
  return drafts.get(`${ticketId} ${act}`)?.values ?? nothingTyped;
}

/** Is there anything typed that has not been sent? */
export function hasTyped({ drafts }: TicketsState): boolean {
  return [...drafts.values()].some(({ values }) => Object.values(values).some(Boolean));
}

/** The officer's list and the ticket that is looked at. */
export function createTicketsStore(deps: {
  readonly hub: HubCalls;
  readonly now: () => number;
  readonly createId: () => string;
  readonly schedule: (work: () => void, delayMs: number) => () => void;
}): TicketsStore {
  const { hub, createId } = deps;
  let aheadMs = 0;
  let turn = 0;
  let cancel = () => {};
  return createStore((set, get) => {
    const doing = createDoing(set, get);
    const readList = async () => {
      turn += 1;
      const mine = turn;
      const { scope, filter, offset } = get();
      const list = await hub.ask(({ officer }) =>
        officer.list({ scope, ...filter, offset, limit: pageLength }),
      );
      aheadMs = list.now - deps.now();
      // An answer that was overtaken by another question is nobody's.
      if (mine === turn) set({ list, now: list.now });
    };
    const readTicket = async () => {
      const { ticketId, shown } = get();
      // What was uncovered for a reason stays so while nothing changes it.
      if (ticketId === null || (shown !== null && !shown.isCovered)) return;
      const read = await hub.ask(({ officer }) => officer.get({ ticketId }));
      if (get().ticketId === ticketId) set({ shown: read });
    };
    return {
      ...idle,
      now: deps.now(),
      scope: 'decide',
      filter: noFilter,
      offset: 0,
      list: null,
      ticketId: null,
      shown: null,
      act: null,
      drafts: new Map(),
      async look(scope) {
        set({ scope, offset: 0, list: null, filter: noFilter });
        await doing(readList, 'look');
      },
      narrow(patch) {
        set({ filter: { ...get().filter, ...patch }, offset: 0, scope: get().scope });
        cancel();
        cancel = deps.schedule(() => void doing(readList, 'look'), pauseMs);
      },
      async turn(offset) {
        set({ offset });
        await doing(readList, 'look');
      },
      async open(ticketId) {
        set({ ticketId, shown: null, act: null, failure: null });
        await doing(readTicket, 'look');
      },
      uncover: (reason) =>
        doing(async () => {
          const { ticketId } = get();
          if (ticketId === null) return;
          const shown = await hub.ask(({ officer }) => officer.uncover({ ticketId, reason }));
          if (get().ticketId === ticketId) set({ shown });
        }),
      begin: (act) => set({ act, failure: null }),
      type(values) {
        const { ticketId, act, drafts } = get();
        const draft = { values, commandId: createId() };
        set({ drafts: new Map(drafts).set(`${ticketId} ${act}`, draft) });
      },
      async take() {
        await doing(async () => {
          const { ticketId, shown, act, drafts } = get();
          if (ticketId === null || shown === null || act === null) return;
          const key = `${ticketId} ${act}`;
          const draft = drafts.get(key) ?? { values: {}, commandId: createId() };
          // Kept before it goes: a second try after a lost answer is the same command.
          set({ drafts: new Map(drafts).set(key, draft) });
          const { values, commandId } = draft;
          const action = actionOf(act, values, shown.ticket);
          const { revision } = shown.ticket;
          const answer = await hub.ask(({ officer }) =>
            officer.act({ commandId, ticketId, revision, action }),
          );
          const left = new Map(get().drafts);
          if (answer.kind === 'refused') {
            // The answer to this command is final; the next try is another one.
            set({ drafts: left.set(key, { ...draft, commandId: createId() }) });
            throw new AppError(answer.code);
          }
          left.delete(key);
          set({ drafts: left, act: null, shown: { ...shown, isCovered: true } });
          await readTicket();
          await readList();
        });
      },
      async refresh() {
        if (get().list === null) return;
        await doing(async () => {
          await readList();
          await readTicket();
        });
      },
      tick: () => set({ now: deps.now() + aheadMs }),
    };
  });
}
