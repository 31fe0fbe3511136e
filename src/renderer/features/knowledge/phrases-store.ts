import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { type Phrase, faultsOfPhrase } from '../../../shared/domain/phrases/phrases.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { featureStore } from '../../parts/feature-store.ts';
import type { DeskApi } from '../../stores/desk-api.ts';

/** What is being written: over the module with this code, `null` = one that is new. */
export interface PhraseDraft {
  readonly over: string | null;
  /** What it was when the writing began. */
  readonly from: Phrase;
  readonly phrase: Phrase;
}

const empty: Phrase = { code: '', title: '', scopes: ['answer'], text: '' };

export interface PhrasesState {
  readonly phrases: readonly Phrase[] | null;
  readonly version: number;
  /** Stays as it was typed until the hub has it. */
  readonly draft: PhraseDraft | null;
  /** Begun and not put in, while another one is written: each is found again where it was left. */
  readonly left: readonly PhraseDraft[];
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** What has failed. */
  readonly failed: 'load' | 'put';
  readonly done: { readonly kind: 'saved' | 'removed'; readonly title: string } | null;
  load(): Promise<void>;
  /** Another one beside the list, as it was left; `null` = a new one. */
  begin(over: string | null): void;
  type(changes: Partial<Phrase>): void;
  /** Throws away what is being written. */
  drop(): void;
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

/** Something is written that is not in the list. */
function isWritten({ from, phrase }: PhraseDraft): boolean {
  return !isSame(from, phrase);
}

/** What somebody else has made of the module that is being written; `gone` = taken out. `null` = nothing. */
export function theirsOf(
  phrases: readonly Phrase[],
  { over, from }: PhraseDraft,
): Phrase | 'gone' | null {
  if (over === null) return null;
  const now = phrases.find(({ code }) => code === over);
  if (!now) return 'gone';
  return isSame(from, now) ? null : now;
}

function isSame(one: Phrase, other: Phrase): boolean {
  return JSON.stringify(bare(one)) === JSON.stringify(bare(other));
}

function bare({ code, title, scopes, text }: Phrase) {
  return { code, title, scopes: [...scopes], text };
}

/** 常用语 as the lead writes them: each change is a new version of all of them, over the one that was seen. */
export function createPhrasesStore({ api: { knowledge } }: Deps) {
  return createStore<PhrasesState>()((set, get) => {
    const ask = async (
      failed: PhrasesState['failed'],
      work: () => Promise<Partial<PhrasesState>>,
    ) => {
      set({ busy: true, failure: null, done: null });
      try {
        set(await work());
      } catch (error) {
        const failure = errorCodeOf(error);
        set({ failure, failed });
        // What the other has made of it is to be seen before it is tried again.
        if (failure === 'knowledge.conflict') set(await newest().catch(() => ({})));
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
      left: [],
      busy: false,
      failure: null,
      failed: 'load',
      done: null,
      load: () => ask('load', newest),
      begin(over) {
        const { phrases, draft, left } = get();
        const others = [...left, ...(draft && isWritten(draft) ? [draft] : [])];
        const from = phrases?.find(({ code }) => code === over) ?? empty;
        set({
          draft: others.find((one) => one.over === over) ?? { over, from, phrase: from },
          left: others.filter((one) => one.over !== over),
          failure: null,
          done: null,
        });
      },
      type(changes) {
        const { draft } = get();
        if (draft === null) return;
        set({
          draft: { ...draft, phrase: { ...draft.phrase, ...changes } },
          failure: null,
          done: null,
        });
      },
      drop: () => set({ draft: null, failure: null, done: null }),
      async put() {
        const { draft, phrases } = get();
        if (draft === null || phrases === null) return;
        const others = othersOf(phrases, draft.over);
        if (faultsOfPhrase(draft.phrase, others).length > 0) return;
        const at = phrases.findIndex(({ code }) => code === draft.over);
        const next = at < 0 ? [...phrases, draft.phrase] : phrases.with(at, draft.phrase);
        await ask('put', async () => ({
          ...(await putAll(next)),
          draft: null,
          done: { kind: 'saved', title: draft.phrase.title },
        }));
      },
      async remove(code) {
        const { phrases } = get();
        const gone = phrases?.find((phrase) => phrase.code === code);
        if (!phrases || !gone) return;
        await ask('put', async () => ({
          ...(await putAll(othersOf(phrases, code))),
          done: { kind: 'removed', title: gone.title },
        }));
      },
    };
  });
}

/** One for the desk. */
export const phrasesStore = featureStore(({ deps }) => createPhrasesStore(deps));
