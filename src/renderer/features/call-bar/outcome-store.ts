import { createStore } from 'zustand/vanilla';
import {
  type CallOutcome,
  outcomesBetween,
  remember,
} from '../../../shared/domain/calls/call-outcome.ts';
import type { CallView } from '../../../shared/domain/calls/call.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskStore } from '../../stores/desk-store.ts';

export interface OutcomeState {
  /** What the agent was told last; `null` = nothing, or put away. */
  readonly last: CallOutcome | null;
  putAway(): void;
}

/** Follows the calls for as long as the page lives, whatever is on the screen. Each person sees her own ends only. */
function createOutcomeStore(desk: DeskStore) {
  let before: readonly CallView[] = desk.getState().desk?.phone.calls ?? [];
  let userId = desk.getState().desk?.user?.userId ?? null;
  const store = createStore<OutcomeState>()((set) => ({
    last: null,
    putAway: () => set({ last: null }),
  }));
  // What ended in the seconds before the page was loaded is told as well.
  store.setState({ last: loudest(outcomesBetween([], before)) });
  const look = () => {
    const state = desk.getState().desk;
    if (!state) return;
    const { calls } = state.phone;
    const last = loudest(outcomesBetween(before, calls));
    before = remember(before, calls);
    const nextUser = state.user?.userId ?? null;
    if (nextUser !== userId) {
      userId = nextUser;
      store.setState({ last: null });
    }
    if (last) store.setState({ last });
  };
  desk.subscribe(look);
  return store;
}

/** Of what happened in one moment the last that is told by itself. */
function loudest(told: readonly CallOutcome[]): CallOutcome | null {
  return told.findLast(({ quiet }) => !quiet) ?? null;
}

/** One for the desk. */
export const outcomeStore = featureStore(({ desk }) => createOutcomeStore(desk));
