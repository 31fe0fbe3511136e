import { createStore } from 'zustand/vanilla';
import type { Levels } from '../../shared/domain/desk/desk-state.ts';

/** Loudness of the running call. A store of its own, so that ten changes a second redraw only the level bars. */
export function createLevelsStore() {
  return createStore<{ readonly levels: Levels | null; set(levels: Levels): void }>()((set) => ({
    levels: null,
    set: (levels) => set({ levels }),
  }));
}
export type LevelsStore = ReturnType<typeof createLevelsStore>;
