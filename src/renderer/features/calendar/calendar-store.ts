import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { CalendarYear } from '../../../shared/domain/office/calendar.ts';
import type { OfficeYears } from '../../../shared/domain/office/office-rule.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface CalendarState {
  readonly isOpen: boolean;
  /** The year that was chosen; `null` = none yet. */
  readonly year: number | null;
  /** What was typed, by year: kept while the dialog is closed, and until the hub has it. */
  readonly texts: Readonly<Record<number, string>>;
  /** What the hub has said lately; `null` before the first answer. */
  readonly asked: { readonly put: OfficeYears | null; readonly provisional: number | null } | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** Asked before it is sent. */
  readonly confirming: CalendarYear | null;
  /** What the hub has taken lately, and how many deadlines it has settled. */
  readonly done: { readonly year: number; readonly settled: number } | null;
  /** What the hub has, in silence: where it does not answer, what this desk knows is shown. */
  look(): Promise<void>;
  open(): void;
  close(): void;
  choose(year: number): void;
  type(year: number, text: string): void;
  /** Asks how many deadlines it may move, then the person. */
  ask(year: CalendarYear): Promise<void>;
  takeBack(): void;
  put(): Promise<void>;
}

type Deps = { readonly api: { readonly office: DeskApi['office'] } };

function createCalendarStore({ api }: Deps) {
  return createStore<CalendarState>()((set, get) => ({
    isOpen: false,
    year: null,
    texts: {},
    asked: null,
    busy: false,
    failure: null,
    confirming: null,
    done: null,
    async look() {
      try {
        set({ asked: await api.office.years() });
      } catch {
        // Nobody has asked for it: what fails is said when something is sent.
      }
    },
    open() {
      set({ isOpen: true, failure: null, done: null });
      void get().look();
    },
    close: () => set({ isOpen: false, confirming: null }),
    choose: (year) => set({ year, failure: null, done: null }),
    type: (year, text) =>
      set({ year, texts: { ...get().texts, [year]: text }, failure: null, done: null }),
    async ask(year) {
      set({ busy: true, failure: null, done: null });
      try {
        set({ asked: await api.office.years(), confirming: get().isOpen ? year : null });
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    },
    takeBack: () => set({ confirming: null }),
    async put() {
      const { confirming } = get();
      if (confirming === null) return;
      const { year } = confirming;
      set({ busy: true });
      try {
        const { settled } = await api.office.putCalendarYear({ year: confirming });
        const { [year]: _, ...texts } = get().texts;
        set({ year, texts, done: { year, settled }, failure: null });
        await get().look();
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false, confirming: null });
      }
    },
  }));
}

/** One for the desk. */
export const calendarStore = featureStore(({ deps }) => createCalendarStore(deps));
