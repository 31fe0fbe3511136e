import { AppError } from '../../../shared/app-error.ts';
import { unreadCode } from '../../../shared/contract/commands/schemas.ts';
import type { Guards } from '../../http/guards.ts';
import type { AnswerDeps } from './answer-once.ts';
import { submitCommand } from './submit-command.ts';

/** What desks bring. */
export function commandsRoutes({ allowed }: Guards, deps: AnswerDeps) {
  return {
    commands: {
      submit: allowed('agent', 'lead').commands.submit.handler(({ input, context }) => {
        const { command, ...rest } = input;
        const { signedIn, deskContract } = context;
        if (command.kind !== 'unread') return submitCommand(deps, signedIn, { command, ...rest });
        const code = unreadCode(command, deskContract);
        const { deskId } = signedIn;
        deps.logger.warn('command.unread', { kind: command.said, deskContract, deskId, code });
        throw new AppError(code);
      }),
    },
  };
}
