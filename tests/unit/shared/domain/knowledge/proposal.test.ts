import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type EntryText,
  faultsOf,
  textFrom,
} from '../../../../../src/shared/domain/knowledge/entry-text.ts';
import type { KnowledgeEntry } from '../../../../../src/shared/domain/knowledge/knowledge.ts';
import {
  type Proposal,
  type ProposalAct,
  type ProposalActor,
  type ProposalFacts,
  decideProposal,
} from '../../../../../src/shared/domain/knowledge/proposal.ts';
import { asOf } from '../../../../../src/shared/domain/knowledge/versions.ts';
import { anEntryText } from '../../../../support/knowledge/entry-text.ts';
import { aKnowledgeEntry } from '../../../../support/hub-values.ts';

const now = Date.UTC(2026, 10, 27);
const dayMs = 86_400_000;
const agent: ProposalActor = { workNo: '1001', isLead: false, at: now, newNo: 'K-5001' };
const lead: ProposalActor = { workNo: '2001', isLead: true, at: now, newNo: 'K-5001' };
const proposalId = randomUUID();
const entryId = randomUUID();
const proposing = (
  changes: Partial<Extract<ProposalAct, { kind: 'propose' }>> = {},
): ProposalAct => ({
  kind: 'propose',
  proposalId,
  entryId,
  base: 0,
  asks: { kind: 'text', text: anEntryText() },
  why: '市民常问',
  ...changes,
});
const accepting = (
  changes: Partial<Extract<ProposalAct, { kind: 'accept' }>> = {},
): ProposalAct => ({
  kind: 'accept',
  proposalId,
  text: anEntryText(),
  over: 0,
  ...changes,
});

/** What an act makes of the facts; a refusal is its code. */
function does(facts: ProposalFacts, act: ProposalAct, actor: ProposalActor) {
  const decision = decideProposal(facts, act, actor);
  return decision.kind === 'refused' ? decision.code : decision;
}
function made(facts: ProposalFacts, act: ProposalAct, actor: ProposalActor) {
  const decision = decideProposal(facts, act, actor);
  if (decision.kind === 'refused') throw new Error(decision.code);
  return decision;
}
const nothing: ProposalFacts = { proposal: null, newest: null };
const open = (newest: KnowledgeEntry | null = null): ProposalFacts => ({
  proposal: made({ proposal: null, newest }, proposing({ base: newest?.version ?? 0 }), agent)
    .proposal,
  newest,
});

describe('a proposal', () => {
  it('is accepted as the next version, which names who wrote it, who answers for it and why', () => {
    const { proposal, entry } = made(open(), accepting(), lead);
    expect(entry).toMatchObject({
      entryId,
      entryNo: 'K-5001',
      version: 1,
      title: anEntryText().title,
      answer: anEntryText().wording.recorded,
      validFrom: now,
      written: {
        proposedBy: '1001',
        acceptedBy: '2001',
        acceptedAt: now,
        why: '市民常问',
        isRetired: false,
      },
    });
    expect(proposal).toMatchObject({ state: 'accepted', version: 1 });
    expect(proposal.course.map(({ kind }) => kind)).toEqual(['proposed', 'accepted']);
  });

  it('is sent back with a reason, proposed again by its author, and decided once', () => {
    const { proposal } = made(open(), { kind: 'sendBack', proposalId, reason: '缺依据' }, lead);
    expect(proposal).toMatchObject({ state: 'sentBack', version: null });
    expect(does({ proposal, newest: null }, accepting(), lead)).toBe('knowledge.decided');
    expect(does({ proposal, newest: null }, proposing(), { ...agent, workNo: '1002' })).toBe(
      'knowledge.decided',
    );
    const again = made({ proposal, newest: null }, proposing({ why: '补了依据' }), agent).proposal;
    expect(again.course.map(({ words }) => words)).toEqual(['市民常问', '缺依据', '补了依据']);
    const { proposal: decided } = made({ proposal: again, newest: null }, accepting(), lead);
    expect(does({ proposal: decided, newest: null }, accepting(), lead)).toBe('knowledge.decided');
  });

  it('is written anew by its author while nobody has decided', () => {
    const { proposal } = made(open(), proposing({ why: '写得更全' }), agent);
    expect(proposal).toMatchObject({ state: 'proposed', why: '写得更全' });
    expect(does(open(), proposing(), { ...agent, workNo: '1002' })).toBe('knowledge.decided');
  });

  it('is withdrawn by its author alone, and decided by a lead alone', () => {
    const withdraw: ProposalAct = { kind: 'withdraw', proposalId };
    expect(does(open(), withdraw, { ...agent, workNo: '1002' })).toBe('knowledge.decided');
    expect(made(open(), withdraw, agent).proposal.state).toBe('withdrawn');
    expect(does(open(), accepting(), agent)).toBe('knowledge.decided');
    expect(does(nothing, accepting(), lead)).toBe('knowledge.decided');
  });

  it('is never accepted over a version that the lead has not seen', () => {
    const newest = aKnowledgeEntry(entryId, 3);
    expect(does(open(newest), accepting({ over: 2 }), lead)).toBe('knowledge.conflict');
    expect(made(open(newest), accepting({ over: 3 }), lead).entry).toMatchObject({
      version: 4,
      entryNo: newest.entryNo,
    });
  });

  it('in words alone, or to retire, needs an entry; a text that is not whole is not accepted', () => {
    for (const kind of ['words', 'retire'] as const)
      expect(does(nothing, proposing({ asks: { kind } }), agent)).toBe('knowledge.notFound');
    for (const text of [
      { ...anEntryText(), title: ' ' },
      { ...anEntryText(), validUntil: now },
      { ...anEntryText(), wording: { ...anEntryText().wording, reviewer: '' } },
    ]) {
      expect(faultsOf(text, now)).toHaveLength(1);
      expect(does(open(), accepting({ text }), lead)).toBe('input.invalid');
    }
  });

  it('to retire ends the entry and keeps what it said', () => {
    const newest = aKnowledgeEntry(entryId, 2);
    const proposal: Proposal = { ...open(newest).proposal!, asks: { kind: 'retire' } };
    const { entry } = made({ proposal, newest }, accepting({ text: null, over: 2 }), lead);
    expect(entry).toMatchObject({ version: 3, title: newest.title, written: { isRetired: true } });
    expect(asOf([newest, entry!], now)).toBeNull();
    expect(asOf([newest, entry!], now - 1)).toBe(newest);
  });

  it('a text that was taken from an entry and not touched changes none of its words', () => {
    const newest = aKnowledgeEntry(entryId, 2);
    const text = textFrom(newest, '2027-06-30');
    expect(text).toMatchObject({ title: newest.title, body: newest.body, synonyms: ['没水'] });
    expect(text.wording.recorded).toBe(newest.answer);
  });
});

describe('what was in force at the time of a call', () => {
  const acceptance = fc.record({
    after: fc.integer({ min: 1, max: 40 }),
    from: fc.option(fc.integer({ min: -60, max: 60 }), { nil: null }),
    lasts: fc.option(fc.integer({ min: 61, max: 200 }), { nil: null }),
  });

  it('is not changed by anything that is accepted later', () => {
    fc.assert(
      fc.property(fc.array(acceptance, { minLength: 1, maxLength: 8 }), (acceptances) => {
        let versions: readonly KnowledgeEntry[] = [];
        let at = now;
        for (const { after, from, lasts } of acceptances) {
          at += after * dayMs;
          const before = versions;
          const newest = before.at(-1) ?? null;
          const text: EntryText = {
            ...anEntryText(),
            validFrom: from === null ? null : at + from * dayMs,
            validUntil: lasts === null ? null : at + lasts * dayMs,
          };
          const { entry } = made(open(newest), accepting({ text, over: newest?.version ?? 0 }), {
            ...lead,
            at,
          });
          versions = [...before, entry!];
          for (let day = -100; day < 0; day += 7)
            expect(asOf(versions, at + day * dayMs)).toBe(asOf(before, at + day * dayMs));
          expect(asOf([...versions].toReversed(), at)).toBe(asOf(versions, at));
        }
      }),
    );
  });
});
