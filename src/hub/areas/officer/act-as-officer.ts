import { hasOnlyRealTimes } from '../../../shared/contract/base-schemas.ts';
import type { OfficerActAsked, OfficerAnswer } from '../../../shared/contract/officer/schemas.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import { type AnswerDeps, answerOnce } from '../commands/answer-once.ts';
import { type CommandContext, type Outcome, refused } from '../commands/outcome.ts';
import { hubRules } from '../office/hub-rules.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';

/** One act of an officer, by the machine of all desks, decided once (`answerOnce`). */
export async function actAsOfficer(
  deps: AnswerDeps,
  signedIn: SignedIn,
  asked: OfficerActAsked,
): Promise<OfficerAnswer> {
  const { commandId, ticketId, ...said } = asked;
  const answer = await answerOnce(deps, signedIn, {
    commandId,
    ticketId,
    said: { kind: 'officer', ticketId, ...said },
    decide: async (context) => ({ context, outcome: await decide(context, asked) }),
  });
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code };
  return { kind: 'accepted' };
}

async function decide(
  { repositories, commandId, user, senderRole, now }: CommandContext,
  { ticketId, revision, action }: OfficerActAsked,
): Promise<Outcome> {
  if (!hasOnlyRealTimes(action)) return refused('input.invalid');
  // A promise in the past is a slip of the pen.
  if (action.kind === 'supervise' && action.dueAt <= now) return refused('input.invalid');
  const current = await repositories.tickets.get(ticketId);
  if (!current || !mayReadTicket(user, current)) return refused('ticket.notFound');
  const base = { revision, intake: intakeOf(current) };
  const decision = decideTicket(
    current,
    { ticketId, ticketNo: current.ticketNo, base, call: null, action },
    {
      at: now,
      workNo: user.workNo,
      role: senderRole,
      numberKeyOf: () => null,
      eventId: commandId,
      rules: await hubRules(repositories, now),
    },
  );
  if (decision.kind === 'refused') return refused(decision.code);
  const seq = await keepTicket(repositories, { before: current, ticket: decision.ticket, at: now });
  const made = { revision: decision.ticket.revision, countedAt: now };
  return { answer: { kind: 'accepted' }, seq, made };
}
