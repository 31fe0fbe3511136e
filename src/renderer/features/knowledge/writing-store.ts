import { createStore } from 'zustand/vanilla';
import { errorCodeOf } from '../../../shared/app-error.ts';
import type { EntryDraft } from '../../../shared/contract/knowledge/life-schemas.ts';
import { type EntryText, textFrom } from '../../../shared/domain/knowledge/entry-text.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import type { Proposal } from '../../../shared/domain/knowledge/proposal.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { type FeatureDeps } from '../../parts/desk-context.ts';
import { featureStore } from '../../parts/feature-store.ts';
import { emptyText } from './entry-fields.ts';

/** What the right side of the page shows besides an entry. */
export type WritingPlace =
  | { readonly kind: 'draft'; readonly draft: EntryDraft }
  | {
      readonly kind: 'review';
      readonly proposal: Proposal;
      /** Of its entry, the newest first; none for a new one. */
      readonly versions: readonly KnowledgeEntry[];
      /** What the lead has made of it; `null` = she has changed nothing. */
      readonly changed: EntryDraft | null;
    }
  | {
      readonly kind: 'history';
      readonly title: string;
      readonly versions: readonly KnowledgeEntry[];
    };

export interface WritingState {
  /** What the person is writing, kept on this desk. */
  readonly drafts: readonly EntryDraft[];
  /** `null` before the first answer of the hub. */
  readonly proposals: readonly Proposal[] | null;
  readonly place: WritingPlace | null;
  readonly busy: boolean;
  readonly failure: ErrorCode | null;
  /** What was done lately. */
  readonly done: 'sent' | 'accepted' | 'sentBack' | 'withdrawn' | null;
  load(): Promise<void>;
  /** The same in silence: nobody has asked for it. */
  look(): Promise<void>;
  close(): void;
  /** Begins to write: a new entry, or another text of one. */
  begin(entry: KnowledgeEntry | null, title?: string): void;
  beginEnding(entry: KnowledgeEntry): void;
  take(draft: EntryDraft): void;
  type(changes: Partial<Pick<EntryDraft, 'asks' | 'why'>>): void;
  /** Throws away what is being written. */
  drop(): Promise<void>;
  send(): Promise<void>;
  review(proposal: Proposal): Promise<void>;
  /** The author goes on with what was sent back. */
  takeUp(proposal: Proposal): void;
  change(text: EntryText): void;
  accept(text: EntryText | null): Promise<void>;
  sendBack(reason: string): Promise<void>;
  withdraw(proposal: Proposal): Promise<void>;
  showHistory(entry: KnowledgeEntry): Promise<void>;
}

/** A pause in typing after which a draft is kept. */
const keepAfterMs = 300;

type Deps = Pick<FeatureDeps, 'api' | 'clock' | 'schedule' | 'createId'>;

function createWritingStore({ api: { knowledge }, clock, schedule, createId }: Deps) {
  return createStore<WritingState>()((set, get) => {
    let cancel = () => {};
    const draftOf = (
      entryId: string,
      base: number,
      asks: EntryDraft['asks'],
      proposalId = createId(),
    ): EntryDraft => ({
      kind: 'draft',
      commandId: createId(),
      proposalId,
      entryId,
      base,
      asks,
      why: '',
    });
    /** In the list at once, on the desk after a pause: a reload brings it back. */
    const keep = (draft: EntryDraft) => {
      const others = get().drafts.filter(({ proposalId }) => proposalId !== draft.proposalId);
      set({ drafts: [...others, draft] });
      cancel();
      cancel = schedule(() => {
        knowledge.keepDraft(draft).catch((error: unknown) => set({ failure: errorCodeOf(error) }));
      }, keepAfterMs);
    };
    const forget = async (proposalId: string) => {
      cancel();
      set({ drafts: get().drafts.filter((draft) => draft.proposalId !== proposalId) });
      await knowledge.dropDraft({ proposalId });
    };
    /** Asks the hub; what was typed stays where it is when it fails. */
    const ask = async (work: () => Promise<Partial<WritingState>>) => {
      if (get().busy) return;
      set({ busy: true, failure: null, done: null });
      try {
        set(await work());
      } catch (error) {
        set({ failure: errorCodeOf(error) });
      } finally {
        set({ busy: false });
      }
    };
    const listed = async () => ({ proposals: (await knowledge.proposals()).proposals });
    const reviewing = () => {
      const { place } = get();
      return place?.kind === 'review' ? place : null;
    };
    return {
      drafts: [],
      proposals: null,
      place: null,
      busy: false,
      failure: null,
      done: null,
      async load() {
        try {
          set({ drafts: (await knowledge.drafts()).drafts });
          set({ ...(await listed()), failure: null });
        } catch (error) {
          set({ failure: errorCodeOf(error) });
        }
      },
      async look() {
        try {
          set({ drafts: (await knowledge.drafts()).drafts });
          set(await listed());
        } catch {
          // What fails is said where the list is asked for.
        }
      },
      close: () => set({ place: null, failure: null }),
      begin(entry, title = '') {
        const day = emptyText(clock.now()).wording.reviewOn;
        const text = entry ? textFrom(entry, day) : { ...emptyText(clock.now()), title };
        const asks = { kind: 'text', text } as const;
        const draft = draftOf(entry?.entryId ?? createId(), entry?.version ?? 0, asks);
        set({ place: { kind: 'draft', draft }, failure: null, done: null });
      },
      beginEnding({ entryId, version }) {
        const draft = draftOf(entryId, version, { kind: 'retire' });
        set({ place: { kind: 'draft', draft }, failure: null, done: null });
      },
      take: (draft) => set({ place: { kind: 'draft', draft }, failure: null, done: null }),
      type(changes) {
        const { place } = get();
        if (place?.kind !== 'draft') return;
        // Another text is another command: the hub answers one only for what it said at first.
        const draft = { ...place.draft, ...changes, commandId: createId() };
        set({ place: { kind: 'draft', draft }, done: null });
        keep(draft);
      },
      async drop() {
        const { place } = get();
        if (place?.kind !== 'draft') return;
        await ask(async () => {
          await forget(place.draft.proposalId);
          return { place: null };
        });
      },
      async send() {
        const { place } = get();
        if (place?.kind !== 'draft') return;
        await ask(async () => {
          const { commandId, ...written } = place.draft;
          await knowledge.propose({ commandId, act: { ...written, kind: 'propose' } });
          await forget(written.proposalId);
          return { place: null, done: 'sent', ...(await listed()) };
        });
      },
      async review(proposal) {
        await ask(async () => {
          const { versions } = await knowledge.versions({ entryId: proposal.entryId });
          const changed = get().drafts.find((one) => one.proposalId === proposal.proposalId);
          return { place: { kind: 'review', proposal, versions, changed: changed ?? null } };
        });
      },
      takeUp({ proposalId, entryId, base, asks, why }) {
        const draft = { ...draftOf(entryId, base, asks, proposalId), why };
        set({ place: { kind: 'draft', draft }, failure: null, done: null });
      },
      change(text) {
        const place = reviewing();
        if (!place) return;
        const { proposalId, entryId } = place.proposal;
        const base = place.versions[0]?.version ?? 0;
        const changed = draftOf(entryId, base, { kind: 'text', text }, proposalId);
        set({ place: { ...place, changed } });
        keep(changed);
      },
      async accept(text) {
        const place = reviewing();
        if (!place) return;
        const { proposalId } = place.proposal;
        await ask(async () => {
          const over = place.versions[0]?.version ?? 0;
          const act = { kind: 'accept', proposalId, text, over } as const;
          await knowledge.decide({ commandId: createId(), act });
          await forget(proposalId);
          return { place: null, done: 'accepted', ...(await listed()) };
        });
      },
      async sendBack(reason) {
        const place = reviewing();
        if (!place) return;
        const { proposalId } = place.proposal;
        await ask(async () => {
          const act = { kind: 'sendBack', proposalId, reason } as const;
          await knowledge.decide({ commandId: createId(), act });
          await forget(proposalId);
          return { place: null, done: 'sentBack', ...(await listed()) };
        });
      },
      withdraw: ({ proposalId }) =>
        ask(async () => {
          const act = { kind: 'withdraw', proposalId } as const;
          await knowledge.propose({ commandId: createId(), act });
          return { place: null, done: 'withdrawn', ...(await listed()) };
        }),
      showHistory: ({ entryId, title }) =>
        ask(async () => {
          const { versions } = await knowledge.versions({ entryId });
          return { place: { kind: 'history', title, versions } };
        }),
    };
  });
}

/** One for the desk. */
export const writingStore = featureStore(({ deps }) => createWritingStore(deps));
