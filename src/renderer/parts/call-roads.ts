import { createStore } from 'zustand/vanilla';
import type { CallListItem } from '../../shared/contract/calls/schemas.ts';
import { featureStore } from './feature-store.ts';

export interface CallRoadsState {
  /** The call whose details are open in 通话; it need not be in the list. */
  readonly call: CallListItem | null;
  /** A call that is to be heard in 录音; taken once. */
  readonly toHear: CallListItem | null;
  /** Opens or closes the details. */
  choose(call: CallListItem | null): void;
  /** Opens the screen, with this call before it. */
  send(to: 'calls' | 'recordings', item: CallListItem): void;
  takeToHear(): CallListItem | null;
}

/** The road from a call to its recording, and back. */
export const callRoads = featureStore(({ view }) =>
  createStore<CallRoadsState>()((set, get) => ({
    call: null,
    toHear: null,
    choose: (call) => set({ call }),
    send: (to, item) => {
      set(to === 'calls' ? { call: item } : { toHear: item });
      view.getState().go(to);
    },
    takeToHear: () => {
      const { toHear } = get();
      set({ toHear: null });
      return toHear;
    },
  })),
);
