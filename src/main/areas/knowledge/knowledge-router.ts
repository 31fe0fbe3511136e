import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { KnowledgeArea } from './knowledge-area.ts';

type Served = () => { readonly knowledge: KnowledgeArea; readonly hubLink: HubLinkArea };

/** Searching, drafts and what is said of entries stay at this desk, also without the hub; what is decided for all is asked of the hub. */
export const knowledgeRouter = ({ desk, lead }: DeskGuards, host: Served) => {
  const link = () => host().hubLink.link;
  return {
    search: desk.knowledge.search.handler(async ({ input }) => ({
      hits: await host().knowledge.search(input.text, input.limit),
    })),
    suggest: desk.knowledge.suggest.handler(async ({ input }) => ({
      suggestions: await host().knowledge.suggest(input),
    })),
    get: desk.knowledge.get.handler(({ input }) => host().knowledge.get(input.entryId)),
    drafts: desk.knowledge.drafts.handler(async () => ({
      drafts: await host().knowledge.drafts(),
    })),
    keepDraft: desk.knowledge.keepDraft.handler(({ input }) => host().knowledge.keepDraft(input)),
    dropDraft: desk.knowledge.dropDraft.handler(({ input }) =>
      host().knowledge.dropDraft(input.proposalId),
    ),
    say: desk.knowledge.say.handler(({ input }) => host().knowledge.say(input)),
    missed: desk.knowledge.missed.handler(({ input }) => host().knowledge.missed(input.text)),
    due: desk.knowledge.due.handler(async () => ({ due: await host().knowledge.due() })),
    rules: desk.knowledge.rules.handler(() => host().knowledge.rules()),
    phrases: desk.knowledge.phrases.handler(() => host().knowledge.phrases()),
    judge: lead.knowledge.judge.handler(async () => ({ answers: await host().knowledge.judge() })),
    propose: desk.knowledge.propose.handler(({ input }) =>
      link().call((hub) => hub.knowledge.propose(input)),
    ),
    decide: lead.knowledge.decide.handler(({ input }) =>
      link().call((hub) => hub.knowledge.decide(input)),
    ),
    proposals: desk.knowledge.proposals.handler(() =>
      link().call((hub) => hub.knowledge.proposals()),
    ),
    versions: desk.knowledge.versions.handler(({ input }) =>
      link().call((hub) => hub.knowledge.versions(input)),
    ),
    complaints: lead.knowledge.complaints.handler(() =>
      link().call((hub) => hub.knowledge.complaints()),
    ),
    settle: lead.knowledge.settle.handler(({ input }) =>
      link().call((hub) => hub.knowledge.settle(input)),
    ),
    putWords: lead.knowledge.putWords.handler(({ input }) =>
      link().call((hub) => hub.knowledge.putWords(input)),
    ),
    mustRead: desk.knowledge.mustRead.handler(() => link().call((hub) => hub.knowledge.mustRead())),
    markMustRead: lead.knowledge.markMustRead.handler(({ input }) =>
      link().call((hub) => hub.knowledge.markMustRead(input)),
    ),
    confirmRead: desk.knowledge.confirmRead.handler(({ input }) =>
      link().call((hub) => hub.knowledge.confirmRead(input)),
    ),
    judgedRuns: lead.knowledge.judgedRuns.handler(() =>
      link().call((hub) => hub.knowledge.judgedRuns()),
    ),
    readSheet: lead.knowledge.readSheet.handler(({ input }) =>
      link().call((hub) => hub.knowledge.readSheet(input)),
    ),
    putPhrases: lead.knowledge.putPhrases.handler(({ input }) =>
      link().call((hub) => hub.knowledge.putPhrases(input)),
    ),
    putJudged: lead.knowledge.putJudged.handler(({ input }) =>
      link().call((hub) => hub.knowledge.putJudged(input)),
    ),
  };
};
