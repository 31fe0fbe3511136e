import { createStore } from 'zustand/vanilla';
import { countableSearch } from '../../../shared/domain/knowledge/countable-search.ts';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { EntryId } from '../../../shared/domain/ids.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { whenBack } from '../../parts/when-back.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

export interface KnowledgeState {
  /** What stands in the search box, also while an input method is composing. */
  readonly text: string;
  /** What the hits are for. */
  readonly searched: string;
  readonly hits: readonly KnowledgeHit[];
  readonly status: 'idle' | 'searching' | 'done' | 'failed';
  readonly failure: ErrorCode | null;
  readonly opened: KnowledgeEntry | null;
  /** An expired entry that somebody wants to put into an answer: asked first. */
  readonly doubted: KnowledgeEntry | null;
  /** The place of the workbench whose search this is, and what is searched for in those that are not in front. */
  readonly place: string;
  readonly others: Readonly<Record<string, KnowledgeSearch>>;
  /** Each place of the workbench has a search of its own; one that is new begins empty. */
  turnTo(place: string): void;
  type(text: string): void;
  /** Searches after a short pause of typing; an older answer never replaces a newer one. */
  search(text: string): void;
  /** Asks once more what could not be answered. */
  again(): void;
  open(entry: KnowledgeEntry): void;
  openById(entryId: EntryId): Promise<void>;
  closeEntry(): void;
  doubt(entry: KnowledgeEntry | null): void;
  /** Something of what was found went into an answer: the search was not in vain. */
  used(): void;
}

export interface KnowledgeDeps {
  readonly api: { readonly knowledge: Pick<DeskApi['knowledge'], 'search' | 'get' | 'missed'> };
  schedule(work: () => void, delayMs: number): () => void;
  /** Of citizens whose tickets are open: no search with one of them is told. */
  names(): readonly string[];
}

export type KnowledgeSearch = Pick<
  KnowledgeState,
  'text' | 'searched' | 'hits' | 'status' | 'failure' | 'opened'
>;

const noSearch: KnowledgeSearch = {
  text: '',
  searched: '',
  hits: [],
  status: 'idle',
  failure: null,
  opened: null,
};

const pauseMs = 120;
const hitLimit = 20;

/** Search in the knowledge base and the entry that is open. */
export function createKnowledgeStore(deps: KnowledgeDeps) {
  return createStore<KnowledgeState>()((set, get) => {
    let turn = 0;
    let cancel = () => {};
    let asked = '';
    const vain = createVainSearches(deps);
    const ask = async (text: string) => {
      turn += 1;
      const mine = turn;
      asked = text;
      set({ status: 'searching' });
      try {
        const { hits } = await deps.api.knowledge.search({ text, limit: hitLimit });
        if (mine !== turn) return;
        set({ hits, searched: text, status: 'done', failure: null });
        if (get().text.trim() !== '') vain.follow(text);
      } catch (error) {
        if (mine === turn) set({ status: 'failed', failure: errorCodeOf(error) });
      }
    };
    return {
      ...noSearch,
      doubted: null,
      place: '',
      others: {},
      turnTo: (place) => {
        const { place: left, others } = get();
        if (place === left) return;
        cancel();
        vain.leave();
        turn += 1;
        const { text, searched, hits, status, failure, opened } = get();
        const next = others[place] ?? noSearch;
        const search = { text, searched, hits, status, failure, opened };
        set({ ...next, place, others: { ...others, [left]: search } });
        // It was turned away from before there was an answer.
        if (next.text.trim() !== next.searched) get().search(next.text);
      },
      type: (text) => set({ text }),
      search: (text) => {
        cancel();
        const wanted = text.trim();
        if (wanted === '') {
          turn += 1;
          vain.leave();
          set({ hits: [], searched: '', status: 'idle', failure: null });
          return;
        }
        cancel = deps.schedule(() => void ask(wanted), pauseMs);
      },
      again: () => {
        if (get().status === 'failed') void ask(asked);
      },
      open: (opened) => {
        vain.forget();
        set({ opened });
      },
      openById: async (entryId) => {
        try {
          set({ opened: await deps.api.knowledge.get({ entryId }), failure: null });
        } catch (error) {
          set({ failure: errorCodeOf(error) });
        }
      },
      closeEntry: () => set({ opened: null }),
      doubt: (doubted) => set({ doubted }),
      used: vain.forget,
    };
  });
}

/** Counts searches from which nothing was opened or put in. What is typed on, or back, is one search: its longest text. */
function createVainSearches({ api, names }: Pick<KnowledgeDeps, 'api' | 'names'>) {
  let waiting = '';
  const leave = () => {
    const told = countableSearch(waiting, names());
    waiting = '';
    // A search that is not counted is no loss to who searches.
    if (told !== null) api.knowledge.missed({ text: told }).catch(() => {});
  };
  return {
    leave,
    forget() {
      waiting = '';
    },
    follow(text: string) {
      const isOne = waiting !== '' && (text.startsWith(waiting) || waiting.startsWith(text));
      if (!isOne) leave();
      if (!isOne || text.length > waiting.length) waiting = text;
    },
  };
}

/** One for the desk. */
export const knowledgeStore = featureStore(({ deps, desk, workbench }) => {
  const names = () =>
    Object.values(workbench.getState().sheets).map(({ intake }) => intake.requesterName);
  const store = createKnowledgeStore({ ...deps, names });
  whenBack(desk, store.getState().again);
  return store;
});
