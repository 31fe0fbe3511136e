import { asOf } from '../../../shared/domain/knowledge/versions.ts';
import { judgedQuestionsRule } from '../../../shared/domain/knowledge/judged.ts';
import { nightsShown } from '../../../shared/domain/knowledge/judged-runs.ts';
import { searchWordsRule } from '../../../shared/domain/knowledge/office-words.ts';
import { phrasesRule } from '../../../shared/domain/phrases/phrases.ts';
import type { Guards } from '../../http/guards.ts';
import type { AnswerDeps } from '../commands/answer-once.ts';
import { changeKnowledge } from './change-knowledge.ts';
import { countMisses, listComplaints, sayOfEntry } from './list-complaints.ts';
import { readEntrySheet } from './read-entry-sheet.ts';
import { confirmRead, listMustRead, markMustRead } from './must-read.ts';
import { putKnowledgeRule } from './put-knowledge-rule.ts';

/**
 * Knowledge that the office writes: whoever works at a desk proposes, the lead decides. In the audit: each proposal
 * (`knowledgeProposed`), each decision (`knowledgeSet`) and each rule (`officeRuleSet`). It tells of no citizen.
 */
export function knowledgeRoutes({ allowed }: Guards, deps: AnswerDeps) {
  const staff = allowed('agent', 'lead').knowledge;
  const lead = allowed('lead').knowledge;
  const { store, clock } = deps;
  return {
    knowledge: {
      propose: staff.propose.handler(({ input, context: { signedIn } }) =>
        changeKnowledge(deps, signedIn, input),
      ),
      decide: lead.decide.handler(({ input, context: { signedIn } }) =>
        changeKnowledge(deps, signedIn, input),
      ),
      proposals: staff.proposals.handler(async ({ context: { signedIn } }) => {
        const { role, workNo } = signedIn.user;
        return { proposals: [...(await store.proposals.list(role === 'lead' ? null : workNo))] };
      }),
      versions: staff.versions.handler(async ({ input }) => ({
        versions: [...(await store.knowledge.versions(input.entryId))],
      })),
      asOf: staff.asOf.handler(async ({ input }) => ({
        entry: asOf(await store.knowledge.versions(input.entryId), input.at),
      })),
      say: staff.say.handler(({ input, context: { signedIn } }) =>
        sayOfEntry(deps, signedIn, input),
      ),
      missed: staff.missed.handler(({ input }) => countMisses(deps, input)),
      complaints: lead.complaints.handler(({ context: { signedIn } }) =>
        listComplaints(deps, signedIn),
      ),
      settle: lead.settle.handler(async ({ input }) => {
        const now = clock.now();
        if (input.kind === 'feedback') await store.complaints.settleFeedback(input.entryId, now);
        else await store.complaints.settleMiss(input.text, now);
      }),
      putWords: lead.putWords.handler(({ input, context: { signedIn } }) =>
        putKnowledgeRule(deps, signedIn, {
          kind: searchWordsRule,
          value: input.words,
          seen: input.seen,
        }),
      ),
      putJudged: lead.putJudged.handler(({ input, context: { signedIn } }) =>
        putKnowledgeRule(deps, signedIn, {
          kind: judgedQuestionsRule,
          value: input.judged,
          seen: input.seen,
        }),
      ),
      mustRead: staff.mustRead.handler(async ({ context: { signedIn } }) => ({
        items: await listMustRead(deps, signedIn),
      })),
      markMustRead: lead.markMustRead.handler(({ input, context: { signedIn } }) =>
        markMustRead(deps, signedIn, input),
      ),
      confirmRead: staff.confirmRead.handler(({ input, context: { signedIn } }) =>
        confirmRead(deps, signedIn, input),
      ),
      judgedRuns: lead.judgedRuns.handler(async () => ({
        runs: [...(await store.judgedRuns.last(nightsShown))],
      })),
      readSheet: lead.readSheet.handler(({ input: { name, bytes } }) =>
        readEntrySheet({ store, now: clock.now() }, { name, bytes: Buffer.from(bytes, 'base64') }),
      ),
      putPhrases: lead.putPhrases.handler(({ input, context: { signedIn } }) =>
        putKnowledgeRule(deps, signedIn, {
          kind: phrasesRule,
          value: input.phrases,
          seen: input.seen,
        }),
      ),
    },
  };
}
