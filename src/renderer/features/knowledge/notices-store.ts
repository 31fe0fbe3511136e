import { createStore } from 'zustand/vanilla';
import type { JudgedRun } from '../../../shared/domain/knowledge/judged-runs.ts';
import type { DueEntry } from '../../../shared/domain/knowledge/review.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface NoticesState {
  /** Since when the oldest proposal waits, and how many do; `null` = none, or the hub has not been asked. */
  readonly proposals: { readonly count: number; readonly since: number } | null;
  readonly due: readonly DueEntry[];
  readonly runs: readonly JudgedRun[];
  /** Asks for all of it. What fails leaves what was known: a notice that is late hinders nobody. */
  look(): Promise<void>;
}

type Deps = {
  readonly api: {
    readonly knowledge: Pick<DeskApi['knowledge'], 'proposals' | 'due' | 'judgedRuns'>;
  };
};

/** What of the knowledge base waits for the lead. */
function createNoticesStore({ api: { knowledge } }: Deps) {
  return createStore<NoticesState>()((set) => {
    const quietly = async (work: () => Promise<Partial<NoticesState>>) => {
      try {
        set(await work());
      } catch {
        // It is asked again.
      }
    };
    return {
      proposals: null,
      due: [],
      runs: [],
      async look() {
        await Promise.all([
          quietly(async () => {
            const { proposals } = await knowledge.proposals();
            const open = proposals.filter(({ state }) => state === 'proposed');
            const since = Math.min(...open.map(({ at }) => at));
            return { proposals: open.length === 0 ? null : { count: open.length, since } };
          }),
          quietly(async () => ({ due: (await knowledge.due()).due })),
          quietly(async () => ({ runs: (await knowledge.judgedRuns()).runs })),
        ]);
      },
    };
  });
}

/** One for the desk. */
export const noticesStore = featureStore(({ deps }) => createNoticesStore(deps));
