import { AppError } from '../../../shared/app-error.ts';
import { hasOnlyRealTimes } from '../../../shared/contract/base-schemas.ts';
import type { KnowledgeEntry } from '../../../shared/domain/knowledge/knowledge.ts';
import { type ProposalAct, decideProposal } from '../../../shared/domain/knowledge/proposal.ts';
import type { HubRepositories } from '../../storage/hub-store.ts';
import { type AnswerDeps, answerOnce } from '../commands/answer-once.ts';
import { type CommandContext, type Outcome, accepted, refused } from '../commands/outcome.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

/**
 * One act on a proposal, by `decideProposal`: decision, version, feed row, kept answer and audit in one transaction; the same
 * `commandId` gets the same answer again. Throws the code of what is refused.
 */
export async function changeKnowledge(
  deps: AnswerDeps,
  signedIn: SignedIn,
  { commandId, act }: { readonly commandId: string; readonly act: ProposalAct },
): Promise<void> {
  const answer = await answerOnce(deps, signedIn, {
    commandId,
    ticketId: null,
    said: { ...act, kind: `knowledge.${act.kind}` },
    decide: async (context) => ({ context, outcome: await decide(context, signedIn, act) }),
  });
  if (answer.kind === 'refused') throw new AppError(answer.code);
}

async function decide(
  { repositories, user, now }: CommandContext,
  signedIn: SignedIn,
  act: ProposalAct,
): Promise<Outcome> {
  if (!hasOnlyRealTimes(act)) return refused('input.invalid');
  const { knowledge, proposals, audit } = repositories;
  const proposal = await proposals.get(act.proposalId);
  const entryId = act.kind === 'propose' ? act.entryId : proposal?.entryId;
  const [newest = null] = entryId === undefined ? [] : await knowledge.versions(entryId);
  const decision = decideProposal({ proposal, newest }, act, {
    workNo: user.workNo,
    isLead: user.role === 'lead',
    at: now,
    newNo: await knowledge.nextNo(),
  });
  if (decision.kind === 'refused') return refused(decision.code);
  await proposals.put(decision.proposal);
  const isLeads = act.kind === 'accept' || act.kind === 'sendBack';
  await audit.append({
    at: now,
    action: isLeads ? 'knowledgeSet' : 'knowledgeProposed',
    subjectId: decision.proposal.entryId,
    code: null,
    ...auditFacts(signedIn),
  });
  if (decision.entry === null) return accepted;
  return { ...accepted, seq: await putVersion(repositories, decision.entry, now) };
}

/** A version of today goes to every desk; one that is still to come waits for its day. `null` = it waits. */
async function putVersion(
  { knowledge, feed }: HubRepositories,
  entry: KnowledgeEntry,
  now: number,
): Promise<number | null> {
  if (entry.validFrom > now) {
    await knowledge.schedule(entry);
    return null;
  }
  // What was to come before it is never in force: this one is newer.
  for (const before of await knowledge.scheduled({ entryId: entry.entryId }))
    await knowledge.takeUp(before);
  await knowledge.add(entry);
  return feed.append('knowledge', entry.entryId);
}
