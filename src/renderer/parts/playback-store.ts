import { createStore } from 'zustand/vanilla';
import { featureStore } from './feature-store.ts';

/** What the players of kept sound share. */
export interface PlaybackState {
  /** The player whose sound is heard; two never are at once. */
  readonly owner: symbol | null;
  /** As it was last chosen, for the next recording, too; 1 = as it was spoken. */
  readonly rate: number;
  readonly skipSilence: boolean;
  /** Where among the calls named on the page a player is open; one at most. */
  readonly inPlace: string | null;
  /** `owner` begins to be heard; whoever was heard stops. */
  begin(owner: symbol): void;
  openAt(place: string | null): void;
  setRate(rate: number): void;
  setSkipSilence(skip: boolean): void;
}

function createPlaybackStore() {
  return createStore<PlaybackState>()((set) => ({
    owner: null,
    rate: 1,
    skipSilence: false,
    inPlace: null,
    openAt: (inPlace) => set({ inPlace }),
    begin: (owner) => set({ owner }),
    setRate: (rate) => set({ rate }),
    setSkipSilence: (skipSilence) => set({ skipSilence }),
  }));
}

/** One for the desk. */
export const playbackStore = featureStore(createPlaybackStore);
