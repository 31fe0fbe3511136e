import { AppError } from '../../../shared/app-error.ts';
import type { EntryDraft } from '../../../shared/contract/knowledge/life-schemas.ts';
import type { Feedback } from '../../../shared/domain/knowledge/complaints.ts';
import {
  type JudgedAnswer,
  type JudgedQuestion,
  judge,
  judgedQuestionsRule,
} from '../../../shared/domain/knowledge/judged.ts';
import type { KnowledgeEntry, KnowledgeHit } from '../../../shared/domain/knowledge/knowledge.ts';
import {
  type OfficeWords,
  searchWordsRule,
} from '../../../shared/domain/knowledge/office-words.ts';
import type { DueEntry } from '../../../shared/domain/knowledge/review.ts';
import type { Suggestion, TypedDemand } from '../../../shared/domain/knowledge/suggestion.ts';
import { keptOf, loadKept, saveKept } from '../../../shared/kept/kept.ts';
import { keptEntryDrafts } from '../../../shared/kept/knowledge-desk.ts';
import { readJudgedQuestions, readOfficeWords } from '../../../shared/kept/knowledge-rules.ts';
import type { ListedPhrase } from '../../../shared/domain/phrases/phrases.ts';
import { createRuns } from '../../host/background.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import { createKnowledgeReports } from './knowledge-reports.ts';

interface RuleNow<Value> {
  readonly value: Value;
  /** 0 = none was put in. */
  readonly version: number;
}

/** The local copy of the knowledge base, and what this desk writes for it. */
export interface KnowledgeArea extends Area {
  search(text: string, limit: number): Promise<KnowledgeHit[]>;
  suggest(typed: TypedDemand): Promise<readonly Suggestion[]>;
  /** Throws `knowledge.notFound`. */
  get(entryId: string): Promise<KnowledgeEntry>;
  due(): Promise<readonly DueEntry[]>;
  rules(): Promise<{
    readonly words: RuleNow<OfficeWords>;
    readonly judged: RuleNow<readonly JudgedQuestion[]>;
  }>;
  phrases(): Promise<{ readonly phrases: readonly ListedPhrase[]; readonly version: number }>;
  judge(): Promise<readonly JudgedAnswer[]>;
  /** Of the person who is signed in. */
  drafts(): Promise<EntryDraft[]>;
  keepDraft(draft: EntryDraft): Promise<void>;
  dropDraft(proposalId: string): Promise<void>;
  say(feedback: Feedback): Promise<void>;
  missed(text: string): Promise<void>;
}

/** Searches without a click are told in one go. */
const tellAfterMs = 60_000;
const judgedPlaces = 10;
const mostDrafts = 50;

export function createKnowledgeArea(
  core: HostCore,
  { hubLink }: { readonly hubLink: HubLinkArea },
): KnowledgeArea {
  const { store, clock, signals, inBackground, deskState, timers } = core;
  const workNo = () => deskState.current().user?.workNo ?? null;
  const reports = createKnowledgeReports(core, { link: hubLink.link, workNo });
  const runs = createRuns(inBackground);
  const sendFeedback = () => runs.run('knowledge.feedback', reports.sendFeedback());
  const sendMisses = () => runs.run('knowledge.misses', reports.sendMisses());
  const sendAll = () => {
    sendFeedback();
    sendMisses();
  };
  let cancel: (() => void) | null = null;
  const sendLater = () => {
    cancel ??= timers.after(tellAfterMs, () => {
      cancel = null;
      sendMisses();
    });
  };
  signals.hubOnline.on('knowledge', sendAll);
  signals.user.on('knowledge', ({ user }) => {
    if (user !== null) sendAll();
  });
  const rules = async () => {
    const [words, judged] = await Promise.all([
      store.office.officeRule(searchWordsRule),
      store.office.officeRule(judgedQuestionsRule),
    ]);
    return {
      words: { value: readOfficeWords(words), version: words?.version ?? 0 },
      judged: { value: readJudgedQuestions(judged), version: judged?.version ?? 0 },
    };
  };
  return {
    search: (text, limit) => store.knowledge.searchKnowledge(text, limit, clock.now()),
    suggest: (typed) => store.knowledge.suggestKnowledge(typed, clock.now()),
    async get(entryId) {
      const entry = await store.knowledge.getKnowledge(entryId);
      if (!entry) throw new AppError('knowledge.notFound');
      return entry;
    },
    due: () => store.knowledge.dueKnowledge(clock.now()),
    rules,
    phrases: () => store.knowledge.listPhrases(),
    async judge() {
      const answers: JudgedAnswer[] = [];
      for (const asked of (await rules()).judged.value) {
        const hits = await store.knowledge.searchKnowledge(
          asked.question,
          judgedPlaces,
          clock.now(),
        );
        answers.push(
          judge(
            asked,
            hits.map(({ entry }) => entry.entryNo),
          ),
        );
      }
      return answers;
    },
    ...keptDrafts(core, workNo),
    async say(feedback) {
      await reports.say(feedback);
      sendFeedback();
    },
    async missed(text) {
      await reports.missed(text);
      sendLater();
    },
    async stop() {
      cancel?.();
      await runs.ended();
    },
  };
}

function keptDrafts(
  { store: { meta }, logger }: HostCore,
  workNo: () => string | null,
): Pick<KnowledgeArea, 'drafts' | 'keepDraft' | 'dropDraft'> {
  const value = () => keptOf(keptEntryDrafts, workNo() ?? '');
  let turn: Promise<unknown> = Promise.resolve();
  const change = async (to: (drafts: EntryDraft[]) => EntryDraft[]) => {
    const of = value();
    const work = turn.then(async () =>
      saveKept(meta, of, to([...(await loadKept(meta, of, logger))]).slice(-mostDrafts)),
    );
    turn = work.catch(() => {});
    await work;
  };
  const without = (drafts: readonly EntryDraft[], proposalId: string) =>
    drafts.filter((draft) => draft.proposalId !== proposalId);
  return {
    drafts: async () => [...(await loadKept(meta, value(), logger))],
    keepDraft: (draft) => change((drafts) => [...without(drafts, draft.proposalId), draft]),
    dropDraft: (proposalId) => change((drafts) => without(drafts, proposalId)),
  };
}
