import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { type Phrase, faultsOfPhrase } from '../../../shared/domain/phrases/phrases.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

/** What is being written: over the module with this code, `null` = one that is new. */
export interface PhraseDraft {
  readonly over: string | null;
  readonly phrase: Phrase;
}

export interface PhrasesState {
  readonly phrases: readonly Phrase[] | null;
  readonly version: number;
  /** Stays as it was typed until the hub has it. */
  readonly draft: PhraseDraft | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  readonly done: { readonly kind: 'saved' | 'removed'; readonly title: string } | null;
  load(): Promise<void>;
  write(draft: PhraseDraft | null): void;
  put(): Promise<void>;
  remove(code: string): Promise<void>;
}

type Deps = {
  readonly api: { readonly knowledge: Pick<DeskApi['knowledge'], 'phrases' | 'putPhrases'> };
};

/** The others than the one that is being written. */
export function othersOf(phrases: readonly Phrase[], over: string | null): readonly Phrase[] {
  return phrases.filter(({ code }) => code !== over);
}

function bare({ code, title, scopes, text }: Phrase) {
  return { code, title, scopes: [...scopes], text };
}

/** 常用语 as the lead writes them: each change is a new version of all of them, over the one that was seen. */
function createPhrasesStore({ api: { knowledge } }: Deps) {
  return createStore<PhrasesState>()((set, get) => {
    const ask = async (work: () => Promise<Partial<PhrasesState>>) => {
      set({ busy: true, failure: null, done: null });
      try {
        set(await work());
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    };
    const newest = async () => {
      const kept = await knowledge.phrases();
      const { version, phrases } = get();
      // What this page has put in lately may not have come back yet.
      return phrases !== null && version > kept.version ? { version, phrases } : kept;
    };
    const putAll = async (phrases: readonly Phrase[]) => {
      const { version } = await knowledge.putPhrases({
        phrases: { phrases: phrases.map(bare) },
        seen: get().version,
      });
      return { phrases, version };
    };
    return {
      phrases: null,
      version: 0,
      draft: null,
      busy: false,
      failure: null,
      done: null,
      load: () => ask(newest),
      write: (draft) => set({ draft, failure: null, done: null }),
      async put() {
        const { draft, phrases } = get();
        if (draft === null || phrases === null) return;
        const others = othersOf(phrases, draft.over);
        if (faultsOfPhrase(draft.phrase, others).length > 0) return;
        const at = phrases.findIndex(({ code }) => code === draft.over);
        const next = at < 0 ? [...phrases, draft.phrase] : phrases.with(at, draft.phrase);
        await ask(async () => ({
          ...(await putAll(next)),
          draft: null,
          done: { kind: 'saved', title: draft.phrase.title },
        }));
      },
      async remove(code) {
        const { phrases } = get();
        const gone = phrases?.find((phrase) => phrase.code === code);
        if (!phrases || !gone) return;
        await ask(async () => ({
          ...(await putAll(othersOf(phrases, code))),
          done: { kind: 'removed', title: gone.title },
        }));
      },
    };
  });
}

/** One for the desk. */
export const phrasesStore = featureStore(({ deps }) => createPhrasesStore(deps));
