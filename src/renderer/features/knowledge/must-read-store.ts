import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { EntryId } from '../../../shared/domain/ids.ts';
import type { MustReadItem } from '../../../shared/domain/knowledge/must-read.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface MustReadState {
  readonly items: readonly MustReadItem[];
  readonly busy: boolean;
  /** Why the last act did not go through, and at which entry; it can be pressed again. */
  readonly failure: { readonly entryId: EntryId; readonly code: ErrorCode } | null;
  /** What fails leaves what was known. */
  look(): Promise<void>;
  confirm(entryId: EntryId, version: number): Promise<void>;
  /** `null` = no longer 必读. */
  mark(entryId: EntryId, version: number | null): Promise<void>;
}

type Deps = {
  readonly api: {
    readonly knowledge: Pick<DeskApi['knowledge'], 'mustRead' | 'markMustRead' | 'confirmRead'>;
  };
};

/** 必读: what everybody is to read, and who has. The hub is asked each time: a confirmation is somebody's word, kept where the lead sees it. */
export function createMustReadStore({ api: { knowledge } }: Deps) {
  return createStore<MustReadState>()((set) => {
    const act = async (entryId: EntryId, work: () => Promise<unknown>) => {
      set({ busy: true, failure: null });
      try {
        await work();
        set({ items: (await knowledge.mustRead()).items });
      } catch (error) {
        set({ failure: { entryId, code: errorCodeOf(error) } });
      } finally {
        set({ busy: false });
      }
    };
    return {
      items: [],
      busy: false,
      failure: null,
      async look() {
        try {
          set({ items: (await knowledge.mustRead()).items });
        } catch {
          // It is asked again.
        }
      },
      confirm: (entryId, version) =>
        act(entryId, () => knowledge.confirmRead({ entryId, version })),
      mark: (entryId, version) => act(entryId, () => knowledge.markMustRead({ entryId, version })),
    };
  });
}

/** One for the desk. */
export const mustReadStore = featureStore(({ deps }) => createMustReadStore(deps));
