import { AppError } from '../../../shared/app-error.ts';
import { type HubCommandResult, unreadCode } from '../../../shared/contract/commands/schemas.ts';
import { mayReadTicket } from '../../../shared/domain/tickets/ticket-audience.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { mayRead } from '../tickets/may-read.ts';
import type { AnswerDeps } from './answer-once.ts';
import { submitCommand } from './submit-command.ts';

/** What desks bring. */
export function commandsRoutes({ allowed }: Guards, deps: AnswerDeps) {
  return {
    commands: {
      submit: allowed('agent', 'lead').commands.submit.handler(async ({ input, context }) => {
        const { command, ...rest } = input;
        const { signedIn, deskContract } = context;
        if (command.kind !== 'unread') {
          const answer = await submitCommand(deps, signedIn, { command, ...rest });
          return answerFor(deps.store, signedIn, answer);
        }
        const code = unreadCode(command, deskContract);
        const { deskId } = signedIn;
        deps.logger.warn('command.unread', { kind: command.said, deskContract, deskId, code });
        throw new AppError(code);
      }),
    },
  };
}

/**
 * The answer without a ticket that is not for who asks: an answer that was kept is given again to whoever sends the command now, and
 * the ticket may have become confidential since.
 */
async function answerFor(
  store: HubStore,
  { user }: SignedIn,
  answer: HubCommandResult,
): Promise<HubCommandResult> {
  if (answer.kind !== 'refused' || answer.ticket === null) return answer;
  const { ticket } = answer;
  const isTheirs = mayReadTicket(user, ticket) && (await mayRead(store, user, ticket.ticketId));
  return isTheirs ? answer : { ...answer, ticket: null };
}
