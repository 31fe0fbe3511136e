import { createStore } from 'zustand/vanilla';
import type { CallRecord } from '../../../shared/domain/calls/call.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

/** What opens below the bar; `hangUp`: the ways out of a conference. */
export type CallPanel = 'dialPad' | 'transfer' | 'hangUp';

/** A number that was dialled before. */
export interface RecentNumber {
  readonly display: string;
  readonly startedAt: number;
}

export interface DialerState {
  readonly panel: 'none' | CallPanel;
  /** What is typed in the open panel. */
  readonly text: string;
  /** Number of a `tel:` or `sip:` link that came while somebody typed or talked; waits for a key. */
  readonly offered: string | null;
  /** Newest first, each number once. */
  readonly recent: readonly RecentNumber[];
  setText(text: string): void;
  open(panel: CallPanel): void;
  /** Opens a panel with a number in it that is to be changed. */
  edit(panel: 'dialPad' | 'transfer', number: string): void;
  close(): void;
  /** Closes this one, if it is still open. */
  leave(panel: CallPanel): void;
  /** A link asks for a number: into the dial pad, or offered where that would disturb. Nothing dials by itself. */
  request(number: string, isDisturbing: boolean): void;
  dropOffer(): void;
}

const recentKept = 6;

/** Dial pad and transfer panel: which one is open and with what in it. */
function createDialerStore(deps: {
  readonly api: { readonly calls: Pick<DeskApi['calls'], 'list'> };
  workNo(): string | null;
}) {
  return createStore<DialerState>()((set, get) => {
    const readRecent = async () => {
      try {
        const { items } = await deps.api.calls.list({
          from: null,
          to: null,
          text: '',
          recordingStates: [],
          offset: 0,
          limit: 40,
          direction: 'outbound',
          agentWorkNo: deps.workNo(),
        });
        set({ recent: recentOf(items.map(({ call }) => call)) });
      } catch {
        // The list of earlier numbers is a convenience: what was shown before stays.
      }
    };
    return {
      panel: 'none',
      text: '',
      offered: null,
      recent: [],
      setText: (text) => set({ text }),
      open: (panel) => {
        const { offered } = get();
        const takesOffer = panel === 'dialPad' && offered !== null;
        set({ panel, text: takesOffer ? offered : '', offered: takesOffer ? null : offered });
        void readRecent();
      },
      edit: (panel, number) => {
        set({ panel, text: number });
        void readRecent();
      },
      close: () => set({ panel: 'none', text: '' }),
      leave: (panel) => {
        if (get().panel === panel) get().close();
      },
      request: (number, isDisturbing) => {
        if (isDisturbing) return set({ offered: number });
        set({ panel: 'dialPad', text: number, offered: null });
        void readRecent();
      },
      dropOffer: () => set({ offered: null }),
    };
  });
}
/** One for the desk. */
export const dialerStore = featureStore(({ deps, desk }) =>
  createDialerStore({ api: deps.api, workNo: () => desk.getState().desk?.user?.workNo ?? null }),
);

function recentOf(calls: readonly CallRecord[]): readonly RecentNumber[] {
  const seen = new Set<string>();
  return calls
    .filter(({ number }) => {
      const key = number.key ?? number.display;
      if (number.kind === 'anonymous' || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, recentKept)
    .map(({ number, startedAt }) => ({ display: number.display, startedAt }));
}
