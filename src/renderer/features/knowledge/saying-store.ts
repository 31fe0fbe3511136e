import { createStore } from 'zustand/vanilla';
import type { FeedbackKind } from '../../../shared/domain/knowledge/complaints.ts';
import type { EntryId } from '../../../shared/domain/ids.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { FeatureDeps } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';

export interface SayingState {
  /** What is being said of which entry; it stays until it is kept or called off. */
  readonly saying: {
    readonly entry: KnowledgeEntry;
    readonly kind: FeedbackKind;
    readonly words: string;
  } | null;
  /** The entry of which something was said lately. */
  readonly said: EntryId | null;
  readonly failed: boolean;
  begin(entry: KnowledgeEntry, kind: FeedbackKind): void;
  type(words: string): void;
  stop(): void;
  send(callId: string | null): Promise<void>;
}

function createSayingStore({ api, createId }: Pick<FeatureDeps, 'api' | 'createId'>) {
  return createStore<SayingState>()((set, get) => ({
    saying: null,
    said: null,
    failed: false,
    begin(entry, kind) {
      const { saying } = get();
      const words = saying?.entry.entryId === entry.entryId ? saying.words : '';
      set({ saying: { entry, kind, words }, said: null, failed: false });
    },
    type(words) {
      const { saying } = get();
      if (saying) set({ saying: { ...saying, words } });
    },
    stop: () => set({ saying: null, failed: false }),
    async send(callId) {
      const { saying } = get();
      if (!saying) return;
      const { entry, kind, words } = saying;
      const { entryId, version } = entry;
      try {
        await api.knowledge.say({ feedbackId: createId(), entryId, version, kind, words, callId });
        set({ saying: null, said: entryId, failed: false });
      } catch {
        // The words stay in the field; the strip says what is wrong with the host.
        set({ failed: true });
      }
    },
  }));
}

/** One for the desk. */
export const sayingStore = featureStore(({ deps }) => createSayingStore(deps));
