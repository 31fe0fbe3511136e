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
  const store = createStore<OutcomeState>()((set) => ({
    last: null,
    putAway: () => set({ last: null }),
  }));
  let before: readonly CallView[] = [];
  let userId: string | null = null;
  const look = () => {
    const state = desk.getState().desk;
    if (!state) return;
    const { calls } = state.phone;
    const told = outcomesBetween(before, calls).filter(({ quiet }) => !quiet);
    before = remember(before, calls);
    const nextUser = state.user?.userId ?? null;
    if (nextUser !== userId) {
      userId = nextUser;
      store.setState({ last: null });
    }
    const last = told.at(-1);
    if (last) store.setState({ last });
  };
  look();
  desk.subscribe(look);
  return store;
}

/** One for the desk. */
export const outcomeStore = featureStore(({ desk }) => createOutcomeStore(desk));
