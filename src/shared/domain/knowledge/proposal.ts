import type { ErrorCode } from '../../error-codes.ts';
import type { EntryId } from '../ids.ts';
import { type EntryText, entryFrom, faultsOf } from './entry-text.ts';
import type { KnowledgeEntry, Written } from './knowledge.ts';

export const proposalStates = ['proposed', 'sentBack', 'accepted', 'withdrawn'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** What somebody asks for: a whole text, only what is wrong in words, or that the entry ends. */
export type Asks =
  | { readonly kind: 'text'; readonly text: EntryText }
  | { readonly kind: 'words' }
  | { readonly kind: 'retire' };

/** One act on a proposal, in the order in which they came. */
export interface ProposalStep {
  readonly kind: 'proposed' | 'sentBack' | 'accepted' | 'withdrawn';
  readonly byWorkNo: string;
  readonly at: number;
  /** Why it was proposed, or sent back; `''` = nothing was said. */
  readonly words: string;
}

/** 修改建议: what an agent wants to change in the knowledge base, until the lead has decided. */
export interface Proposal {
  readonly proposalId: string;
  readonly entryId: EntryId;
  /** The version over which it was written; 0 = an entry that there is not yet. */
  readonly base: number;
  readonly asks: Asks;
  readonly why: string;
  readonly state: ProposalState;
  readonly byWorkNo: string;
  readonly at: number;
  readonly course: readonly ProposalStep[];
  /** What became of it; `null` until it is accepted. */
  readonly version: number | null;
}

export type ProposalAct =
  | {
      readonly kind: 'propose';
      readonly proposalId: string;
      readonly entryId: EntryId;
      readonly base: number;
      readonly asks: Asks;
      readonly why: string;
    }
  | { readonly kind: 'withdraw'; readonly proposalId: string }
  | {
      readonly kind: 'accept';
      readonly proposalId: string;
      /** As the lead has it, with her changes; `null` = the entry ends. */
      readonly text: EntryText | null;
      /** The newest version that the lead has seen; 0 = there was none. */
      readonly over: number;
    }
  | { readonly kind: 'sendBack'; readonly proposalId: string; readonly reason: string };

export interface ProposalFacts {
  readonly proposal: Proposal | null;
  /** The newest version of the entry, in force or still to come; `null` = there is no such entry. */
  readonly newest: KnowledgeEntry | null;
}

export interface ProposalActor {
  readonly workNo: string;
  readonly isLead: boolean;
  readonly at: number;
  /** The number of an entry that is new. */
  readonly newNo: string;
}

export type ProposalDecision =
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  | {
      readonly kind: 'done';
      readonly proposal: Proposal;
      /** The version that comes of it. */
      readonly entry: KnowledgeEntry | null;
    };

const refused = (code: ErrorCode): ProposalDecision => ({ kind: 'refused', code });

/** Most steps that a proposal keeps: who sends one back so often speaks with its author. */
const mostSteps = 50;

/**
 * The life of a proposal: proposed, written anew or withdrawn by its author, sent back and proposed again, or accepted by the lead as
 * the next version.
 * Nothing is decided over a version that the lead has not seen.
 */
export function decideProposal(
  { proposal, newest }: ProposalFacts,
  act: ProposalAct,
  actor: ProposalActor,
): ProposalDecision {
  if (act.kind === 'propose') return propose({ proposal, newest }, act, actor);
  if (proposal?.state !== 'proposed') return refused('knowledge.decided');
  const step = { byWorkNo: actor.workNo, at: actor.at };
  if (act.kind === 'withdraw') {
    if (proposal.byWorkNo !== actor.workNo) return refused('knowledge.decided');
    return done(withStep(proposal, { ...step, kind: 'withdrawn', words: '' }));
  }
  if (!actor.isLead) return refused('knowledge.decided');
  if (act.kind === 'sendBack')
    return done(withStep(proposal, { ...step, kind: 'sentBack', words: act.reason }));
  return accept({ proposal, newest }, act, actor);
}

function propose(
  { proposal, newest }: ProposalFacts,
  act: Extract<ProposalAct, { kind: 'propose' }>,
  { workNo, at }: ProposalActor,
): ProposalDecision {
  const { proposalId, entryId, base, asks, why } = act;
  if (proposal && (proposal.byWorkNo !== workNo || proposal.entryId !== entryId))
    return refused('knowledge.decided');
  if (proposal && proposal.state !== 'sentBack' && proposal.state !== 'proposed')
    return refused('knowledge.decided');
  if (newest === null && (base > 0 || asks.kind !== 'text')) return refused('knowledge.notFound');
  if (base > (newest?.version ?? 0)) return refused('input.invalid');
  const course = proposal?.course ?? [];
  if (course.length >= mostSteps) return refused('knowledge.decided');
  const next = {
    proposalId,
    entryId,
    base,
    asks,
    why,
    byWorkNo: workNo,
    at,
    course,
    version: null,
  };
  const step = { kind: 'proposed', byWorkNo: workNo, at, words: why } as const;
  return done(withStep({ ...next, state: 'proposed' }, step));
}

function accept(
  { proposal, newest }: { readonly proposal: Proposal; readonly newest: KnowledgeEntry | null },
  { text, over }: Extract<ProposalAct, { kind: 'accept' }>,
  { workNo, at, newNo }: ProposalActor,
): ProposalDecision {
  if (over !== (newest?.version ?? 0)) return refused('knowledge.conflict');
  if (text === null && newest === null) return refused('knowledge.notFound');
  if (text !== null && faultsOf(text, at).length > 0) return refused('input.invalid');
  const { entryId, byWorkNo, why } = proposal;
  const version = over + 1;
  const written: Written = {
    proposedBy: byWorkNo,
    acceptedBy: workNo,
    acceptedAt: at,
    why,
    isRetired: text === null,
  };
  const entryNo = newest?.entryNo ?? newNo;
  const entry =
    text === null
      ? newest && { ...newest, version, validFrom: at, validUntil: at, updatedAt: at, written }
      : entryFrom(text, { entryId, entryNo, version, written });
  const step = { kind: 'accepted', byWorkNo: workNo, at, words: '' } as const;
  return done({ ...withStep(proposal, step), version }, entry);
}

function withStep(proposal: Proposal, step: ProposalStep): Proposal {
  return { ...proposal, state: step.kind, course: [...proposal.course, step] };
}

function done(proposal: Proposal, entry: KnowledgeEntry | null = null): ProposalDecision {
  return { kind: 'done', proposal, entry };
}
