import { AppError } from '../../../src/shared/app-error.ts';
import type {
  EntryDraft,
  MissReport,
} from '../../../src/shared/contract/knowledge/life-schemas.ts';
import type { Complaints, Feedback } from '../../../src/shared/domain/knowledge/complaints.ts';
import { type JudgedQuestion, judge } from '../../../src/shared/domain/knowledge/judged.ts';
import type { KnowledgeEntry } from '../../../src/shared/domain/knowledge/knowledge.ts';
import type { OfficeWords } from '../../../src/shared/domain/knowledge/office-words.ts';
import {
  type Proposal,
  type ProposalAct,
  decideProposal,
} from '../../../src/shared/domain/knowledge/proposal.ts';
import {
  type MustRead,
  type ReadReceipt,
  readersOf,
  withMark,
} from '../../../src/shared/domain/knowledge/must-read.ts';
import { dueForReview } from '../../../src/shared/domain/knowledge/review.ts';
import {
  type Suggestion,
  type TypedDemand,
  suggested,
} from '../../../src/shared/domain/knowledge/suggestion.ts';
import { type Phrase, suppliedPhrases } from '../../../src/shared/domain/phrases/phrases.ts';
import type { DeskScript } from './desk-script.ts';

/** Knowledge that is written at a scripted desk: the same decisions over the script's entries, nothing stored. */
export function scriptedKnowledge(
  script: DeskScript,
  search: (text: string) => readonly KnowledgeEntry[],
) {
  const drafts = new Map<string, EntryDraft>();
  const proposals = new Map<string, Proposal>();
  const older: KnowledgeEntry[] = [];
  const feedback: Feedback[] = [];
  const missed: MissReport['misses'] = [];
  let words: { value: OfficeWords; version: number } = {
    value: { same: [], wrong: [] },
    version: 0,
  };
  let judged: { value: readonly JudgedQuestion[]; version: number } = { value: [], version: 0 };
  let phrases: { value: readonly Phrase[]; version: number } = {
    value: suppliedPhrases,
    version: 0,
  };
  let marks: readonly MustRead[] = [];
  const receipts: ReadReceipt[] = [];
  const newestOf = (entryId: string) =>
    script.entries.find((entry) => entry.entryId === entryId) ?? null;
  const act = (asked: ProposalAct) => {
    const proposal = proposals.get(asked.proposalId) ?? null;
    const entryId = asked.kind === 'propose' ? asked.entryId : proposal?.entryId;
    const { user } = script.state();
    const newest = entryId === undefined ? null : newestOf(entryId);
    const decision = decideProposal({ proposal, newest }, asked, {
      workNo: user?.workNo ?? '',
      isLead: user?.role === 'lead',
      at: Date.now(),
      newNo: 'K-5001',
    });
    if (decision.kind === 'refused') throw new AppError(decision.code);
    proposals.set(asked.proposalId, decision.proposal);
    if (decision.entry === null) return;
    if (newest) older.push(newest);
    const others = script.entries.filter(({ entryId: id }) => id !== decision.entry?.entryId);
    script.entries = [...others, decision.entry];
  };
  return {
    feedback,
    missed,
    /** A synonym that was typed, whole, is a name that was typed. */
    suggest: ({ content, ...where }: TypedDemand): Suggestion[] =>
      suggested(
        script.entries.map((entry) => {
          const { title, categoryCode, synonyms } = entry;
          const words = synonyms.filter((word) => content.includes(word));
          const fit = { share: words.length > 0 ? 1 : 0, words };
          return { found: entry, title, categoryCode, score: 1, fit };
        }),
        where,
      ).map(({ found: entry, ...why }) => ({
        ...why,
        hit: { entry, excerpt: entry.body.slice(0, 120), words: why.words },
      })),
    drafts: () => ({ drafts: [...drafts.values()] }),
    keepDraft: (draft: EntryDraft) => void drafts.set(draft.proposalId, draft),
    dropDraft: (proposalId: string) => void drafts.delete(proposalId),
    say: (said: Feedback) => void feedback.push(said),
    countMiss: (text: string) => void missed.push({ text, count: 1 }),
    due: () => ({ due: dueForReview(script.entries, Date.now()) }),
    rules: () => ({ words, judged }),
    judge: () => ({
      answers: judged.value.map((asked) =>
        judge(
          asked,
          search(asked.question).map(({ entryNo }) => entryNo),
        ),
      ),
    }),
    act,
    proposals: () => {
      const { user } = script.state();
      const mine = [...proposals.values()].filter(
        ({ byWorkNo }) => user?.role === 'lead' || byWorkNo === user?.workNo,
      );
      return { proposals: mine.map((one) => structuredClone(one)) };
    },
    versions: (entryId: string) => {
      const newest = newestOf(entryId);
      const before = older.filter((entry) => entry.entryId === entryId).toReversed();
      return { versions: [...(newest ? [newest] : []), ...before] };
    },
    complaints: (): Complaints => ({
      feedback: script.entries.flatMap(({ entryId, entryNo, title, version }) => {
        const of = feedback.filter((one) => one.entryId === entryId && one.version === version);
        const said = of.map((one) => ({ ...one, byWorkNo: '1001', at: Date.now() }));
        if (said.length === 0) return [];
        return [
          {
            entryId,
            entryNo,
            title,
            version,
            count: said.length,
            said: said.map(({ kind, words: text, byWorkNo, at }) => ({
              kind,
              words: text,
              byWorkNo,
              at,
            })),
          },
        ];
      }),
      misses: missed.map((miss) => ({ ...miss, lastAt: Date.now() })),
      reworked: script.reworked,
    }),
    settle(input: { kind: 'feedback'; entryId: string } | { kind: 'miss'; text: string }) {
      if (input.kind === 'miss')
        missed.splice(0, missed.length, ...missed.filter(({ text }) => text !== input.text));
      else
        feedback.splice(
          0,
          feedback.length,
          ...feedback.filter(({ entryId }) => entryId !== input.entryId),
        );
    },
    mustRead: () => ({
      items: marks.flatMap((mark) => {
        const entry = newestOf(mark.entryId);
        if (!entry) return [];
        const { user } = script.state();
        const own = receipts.find(
          ({ entryId, version, workNo }) =>
            entryId === mark.entryId && version === mark.version && workNo === user?.workNo,
        );
        const people = script.users
          .filter(({ role }) => role === 'agent')
          .map(({ workNo, displayName }) => ({ workNo, name: displayName }));
        return [
          {
            ...mark,
            entryNo: entry.entryNo,
            title: entry.title,
            readAt: own?.at ?? null,
            readers: user?.role === 'lead' ? [...readersOf(mark, { people, receipts })] : [],
          },
        ];
      }),
    }),
    markMustRead({ entryId, version }: { entryId: string; version: number | null }) {
      marks = withMark(marks, { entryId, version, at: Date.now() });
    },
    confirmRead({ entryId, version }: { entryId: string; version: number }) {
      receipts.push({
        entryId,
        version,
        workNo: script.state().user?.workNo ?? '',
        at: Date.now(),
      });
    },
    putWords(value: OfficeWords, seen: number) {
      if (seen !== words.version) throw new AppError('knowledge.conflict');
      words = { value, version: seen + 1 };
      return { version: words.version };
    },
    phrases: () => ({
      version: phrases.version,
      phrases: phrases.value.map((phrase) => ({ ...phrase, initials: 'cyy' })),
    }),
    putPhrases(value: readonly Phrase[], seen: number) {
      if (seen !== phrases.version) throw new AppError('knowledge.conflict');
      phrases = { value, version: seen + 1 };
      return { version: phrases.version };
    },
    putJudged(questions: readonly JudgedQuestion[], seen: number) {
      if (seen !== judged.version) throw new AppError('knowledge.conflict');
      judged = { value: questions, version: seen + 1 };
      return { version: judged.version };
    },
  };
}
