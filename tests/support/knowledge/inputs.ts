import { randomUUID } from 'node:crypto';

/** What procedures of the knowledge base can be asked with by anybody, for the tables of rights. */
export function knowledgeInputs(): Record<string, unknown> {
  const [proposalId, entryId] = [randomUUID(), randomUUID()];
  const commandId = randomUUID();
  const draft = { kind: 'draft', commandId, proposalId, entryId, base: 0, why: '' };
  return {
    'knowledge.keepDraft': { ...draft, asks: { kind: 'words' } },
    'knowledge.suggest': { content: '家里没水', categoryCode: null, district: null, address: '' },
    'knowledge.dropDraft': { proposalId },
    'knowledge.propose': { commandId, act: { kind: 'withdraw', proposalId } },
    'knowledge.decide': {
      commandId: randomUUID(),
      act: { kind: 'sendBack', proposalId, reason: 'x' },
    },
    'knowledge.versions': { entryId },
    'knowledge.asOf': { entryId, at: 0 },
    'knowledge.say': {
      feedbackId: randomUUID(),
      entryId,
      version: 1,
      kind: 'wrong',
      words: 'x',
      callId: null,
    },
    'knowledge.settle': { kind: 'miss', text: '停水' },
    'knowledge.putWords': { words: { same: [], wrong: [] }, seen: 0 },
    'knowledge.markMustRead': { entryId, version: null },
    'knowledge.confirmRead': { entryId, version: 1 },
    'knowledge.readSheet': { name: '知识库.csv', bytes: '' },
    'knowledge.putPhrases': { phrases: { phrases: [] }, seen: 0 },
    'knowledge.putJudged': { judged: { questions: [] }, seen: 0 },
  };
}
