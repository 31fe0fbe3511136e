import type { Guards } from '../../http/guards.ts';
import { type SubmitDeps, submitCommand } from './submit-command.ts';

/** What desks bring. */
export function commandsRoutes({ allowed }: Guards, deps: SubmitDeps) {
  return {
    commands: {
      submit: allowed('agent', 'lead').commands.submit.handler(({ input, context: { signedIn } }) =>
        submitCommand(deps, signedIn, input),
      ),
    },
  };
}
