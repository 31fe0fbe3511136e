import { hasOnlyRealTimes } from '../../../shared/contract/base-schemas.ts';
import type {
  DepartmentAct,
  DepartmentAnswer,
} from '../../../shared/contract/department/schemas.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import { intakeOf } from '../../../shared/domain/tickets/intake-merge.ts';
import { decideTicket } from '../../../shared/domain/tickets/ticket-machine.ts';
import { useAttachedFiles } from '../attachments/attached-files.ts';
import { type AnswerDeps, answerOnce } from '../commands/answer-once.ts';
import { type CommandContext, type Outcome, refused } from '../commands/outcome.ts';
import { hubRules } from '../office/hub-rules.ts';
import { keepTicket } from '../tickets/keep-ticket.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { departmentIdOf } from './read-tickets.ts';

export type DepartmentDeps = AnswerDeps;

/**
 * One act of a department, by the machine of all desks: decision, ticket, feed row, kept answer and audit in one transaction, the same
 * `commandId` gets the same answer again (`answerOnce`). A ticket of others is refused like one that there is not.
 */
export async function actOnTicket(
  deps: DepartmentDeps,
  signedIn: SignedIn,
  asked: DepartmentAct,
): Promise<DepartmentAnswer> {
  const departmentId = departmentIdOf(signedIn);
  const { commandId, ticketId, ...said } = asked;
  const answer = await answerOnce(deps, signedIn, {
    commandId,
    ticketId,
    said: { kind: 'department', ticketId, ...said },
    decide: async (context) => ({ context, outcome: await decide(context, departmentId, asked) }),
  });
  if (answer.kind === 'refused') return { kind: 'refused', code: answer.code };
  return { kind: 'accepted' };
}

/** No answer holds the ticket: it has more than a department may see. */
async function decide(
  context: CommandContext,
  departmentId: string,
  { ticketId, revision, action }: DepartmentAct,
): Promise<Outcome> {
  const { repositories, commandId, user, senderRole, now } = context;
  const { tickets } = repositories;
  if (!hasOnlyRealTimes(action)) return refused('input.invalid');
  const current = await tickets.get(ticketId);
  if (!current || !mayReadTicket({ ...user, departmentId }, current))
    return refused('ticket.notFound');
  const base = { revision, intake: intakeOf(current) };
  const decision = decideTicket(
    current,
    { ticketId, ticketNo: current.ticketNo, base, call: null, action },
    {
      at: now,
      workNo: user.workNo,
      role: senderRole,
      departmentId,
      numberKeyOf: () => null,
      eventId: commandId,
      rules: await hubRules(repositories, now),
    },
  );
  if (decision.kind === 'refused') return refused(decision.code);
  const noFile = await useAttachedFiles(context, ticketId, action);
  if (noFile !== null) return refused(noFile);
  const seq = await keepTicket(repositories, { before: current, ticket: decision.ticket, at: now });
  const made = { revision: decision.ticket.revision, countedAt: now };
  return { answer: { kind: 'accepted' }, seq, made };
}
