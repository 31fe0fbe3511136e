import { type StoreApi, createStore } from 'zustand/vanilla';
import type { SignInTries } from '../../shared/app-error.ts';
import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type {
  DepartmentAct,
  citizenSchema,
  departmentFiguresSchema,
  departmentListSchema,
} from '../../shared/contract/department/schemas.ts';
import type { PasswordChange } from '../../shared/contract/session/schemas.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { ListedPhrase } from '../../shared/domain/phrases/phrases.ts';
import type { User } from '../../shared/domain/session/user.ts';
import type {
  DepartmentTab,
  DepartmentTicket,
} from '../../shared/domain/tickets/department-view.ts';
import { type ActValues, type DepartmentActKind, actionOf } from './act-forms.ts';
import type { Credentials, HubCalls } from '../page/hub-calls.ts';

type Infer<S extends { readonly _output: unknown }> = S['_output'];
export type DepartmentList = Infer<typeof departmentListSchema>;
export type Figures = Infer<typeof departmentFiguresSchema>;
export type Citizen = Infer<typeof citizenSchema>;

/** Typed and not sent: by ticket and act, in memory alone. Its ids stay the same until something else is typed. */
interface Draft {
  readonly values: ActValues;
  readonly commandId: string;
  readonly applicationId: string;
}

export interface DepartmentState {
  readonly user: User | null;
  readonly failure: { readonly code: ErrorCode; readonly tries: SignInTries | null } | null;
  readonly isBusy: boolean;
  /** By the hub's clock. */
  readonly now: number;
  readonly tab: DepartmentTab;
  readonly offset: number;
  /** The month whose figures are looked at (`YYYY-MM`); `null` = the tickets are. */
  readonly month: string | null;
  readonly figures: Figures | null;
  readonly list: DepartmentList | null;
  readonly ticketId: string | null;
  readonly ticket: DepartmentTicket | null;
  /** Uncovered for this ticket, until another is looked at. */
  readonly citizen: Citizen | null;
  readonly act: DepartmentActKind | null;
  readonly drafts: ReadonlyMap<string, Draft>;
}

export interface DepartmentActs {
  signIn(credentials: Pick<Credentials, 'workNo' | 'password' | 'newPassword'>): Promise<void>;
  /** One's own password; rejects with an `AppError`. */
  changePassword(typed: PasswordChange): Promise<void>;
  signOut(): Promise<void>;
  show(tab: DepartmentTab, offset?: number): Promise<void>;
  /** The department's own figures of a month; tickets and what is typed stay as they are. */
  lookAt(month: string): Promise<void>;
  open(ticketId: string | null): Promise<void>;
  showCitizen(): Promise<void>;
  begin(act: DepartmentActKind | null): void;
  /** The office's text modules. Throws what keeps the hub from answering. */
  loadPhrases(): Promise<readonly ListedPhrase[]>;
  type(values: ActValues): void;
  take(act: DepartmentActKind): Promise<void>;
  /** An act without a form; why it was refused, or `null`. Throws what keeps the hub from answering. */
  say(
    ticketId: string,
    commandId: string,
    action: DepartmentAct['action'],
  ): Promise<ErrorCode | null>;
  /** Asks for list and ticket again, as long as somebody is signed in. */
  refresh(): Promise<void>;
  tick(): void;
}

export type DepartmentStore = StoreApi<DepartmentState & DepartmentActs>;

/** Tickets on a page of the list. */
export const pageLength = 30;

const nobody = {
  user: null,
  isBusy: false,
  tab: 'toSign',
  offset: 0,
  month: null,
  figures: null,
  list: null,
  ticketId: null,
  ticket: null,
  citizen: null,
  act: null,
  drafts: new Map(),
} as const;

const nothingTyped: ActValues = {};

/** Is there anything typed that has not been sent? */
export function hasTyped({ drafts }: DepartmentState): boolean {
  return [...drafts.values()].some(({ values }) => Object.values(values).some(Boolean));
}

export function draftOf({ ticketId, drafts }: DepartmentState, act: DepartmentActKind): ActValues {
  return drafts.get(`${ticketId} ${act}`)?.values ?? nothingTyped;
}

function isOver(error: unknown): boolean {
  const code = errorCodeOf(error);
  return code === 'hub.sessionExpired' || code === 'hub.accountDisabled';
}

export function createDepartmentStore(deps: {
  readonly hub: HubCalls;
  readonly now: () => number;
  readonly createId: () => string;
}): DepartmentStore {
  const { hub, createId } = deps;
  /** How far the hub's clock is ahead of the machine's. */
  let aheadMs = 0;
  return createStore((set, get) => {
    const failed = (error: unknown) => {
      const { code, tries } = error instanceof AppError ? error : new AppError('ipc.internal');
      set({ ...(isOver(error) ? nobody : {}), isBusy: false, failure: { code, tries } });
    };
    const waiting = new Set<() => Promise<void>>();
    const run = async (work: () => Promise<void>) => {
      set({ isBusy: true });
      try {
        await work();
        set({ isBusy: false });
      } catch (error) {
        failed(error);
      }
      const next = get().user === null ? [] : [...waiting];
      waiting.clear();
      for (const one of next) await run(one);
    };
    /** One thing at a time; what fails is said. */
    const doing = async (work: () => Promise<void>) => {
      if (get().isBusy) return;
      set({ failure: null });
      await run(work);
    };
    /** What is looked at meanwhile is asked for when that is done, or the page would say "reading" and read nothing. */
    const look = async (work: () => Promise<void>) => {
      if (get().isBusy) waiting.add(work);
      else await doing(work);
    };
    const readList = async () => {
      const { tab, offset } = get();
      const list = await hub.ask(({ department }) =>
        department.list({ tab, offset, limit: pageLength }),
      );
      aheadMs = list.now - deps.now();
      if (get().tab === tab && get().offset === offset) set({ list, now: list.now });
    };
    const readTicket = async () => {
      const { ticketId } = get();
      if (ticketId === null) return;
      const ticket = await hub.ask(({ department }) => department.get({ ticketId }));
      if (get().ticketId === ticketId) set({ ticket });
    };
    const readFigures = async () => {
      const { month } = get();
      if (month === null) return;
      const figures = await hub.ask(({ department }) => department.figures({ month }));
      if (get().month === month) set({ figures });
    };
    return {
      ...nobody,
      failure: null,
      now: deps.now(),
      signIn: (credentials) =>
        doing(async () => {
          set({ ...nobody, isBusy: true, user: (await hub.signIn(credentials)).user });
          await readList();
        }),
      async changePassword(typed) {
        try {
          await hub.changePassword(typed);
        } catch (error) {
          if (isOver(error)) failed(error);
          throw error;
        }
      },
      async signOut() {
        set({ ...nobody, failure: null });
        await hub.signOut();
      },
      async show(tab, offset = 0) {
        set({ tab, offset, list: null, month: null });
        await look(readList);
      },
      async lookAt(month) {
        set({ month, figures: null });
        await look(readFigures);
      },
      async open(ticketId) {
        set({ month: null, ticketId, ticket: null, citizen: null, act: null, failure: null });
        await look(readTicket);
      },
      showCitizen: () =>
        doing(async () => {
          const { ticketId } = get();
          if (ticketId === null) return;
          const citizen = await hub.ask(({ department }) => department.numberShown({ ticketId }));
          if (get().ticketId === ticketId) set({ citizen });
        }),
      loadPhrases: async () => (await hub.ask(({ department }) => department.phrases())).phrases,
      begin: (act) => set({ act, failure: null }),
      type(values) {
        const { act, ticketId, drafts } = get();
        if (act === null) return;
        const draft = { values, commandId: createId(), applicationId: createId() };
        set({ drafts: new Map(drafts).set(`${ticketId} ${act}`, draft) });
      },
      take: (act) =>
        doing(async () => {
          const { ticketId, ticket, drafts } = get();
          if (ticketId === null || ticket === null) return;
          const key = `${ticketId} ${act}`;
          const draft = drafts.get(key) ?? {
            values: {},
            commandId: createId(),
            applicationId: createId(),
          };
          // Kept before it goes: a second try after a lost answer is the same command.
          set({ drafts: new Map(drafts).set(key, draft) });
          const { values, commandId, applicationId } = draft;
          const action = actionOf(act, values, applicationId);
          const { revision } = ticket;
          const answer = await hub.ask(({ department }) =>
            department.act({ commandId, ticketId, revision, action }),
          );
          const left = new Map(get().drafts);
          if (answer.kind === 'refused') {
            // The answer to this command is final; the next try is another one.
            set({ drafts: left.set(key, { ...draft, commandId: createId() }) });
            await readTicket();
            throw new AppError(answer.code);
          }
          left.delete(key);
          set({ drafts: left, act: null });
          await readTicket();
          await readList();
        }),
      async say(ticketId, commandId, action) {
        const { ticket } = get();
        const shown =
          ticket?.ticketId === ticketId
            ? ticket
            : await hub.ask(({ department }) => department.get({ ticketId }));
        const { revision } = shown;
        const answer = await hub.ask(({ department }) =>
          department.act({ commandId, ticketId, revision, action }),
        );
        await readTicket();
        return answer.kind === 'refused' ? answer.code : null;
      },
      async refresh() {
        if (get().user === null || get().isBusy) return;
        try {
          await readList();
          await readTicket();
          await readFigures();
        } catch (error) {
          failed(error);
        }
      },
      tick: () => set({ now: deps.now() + aheadMs }),
    };
  });
}
