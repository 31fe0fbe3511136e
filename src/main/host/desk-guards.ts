import { implement } from '@orpc/server';
import { AppError } from '../../shared/app-error.ts';
import { deskHostContract } from '../../shared/contract/areas.ts';
import { toWireError } from '../../shared/contract/base.ts';
import type { Role, User } from '../../shared/domain/session/user.ts';
import type { Logger } from '../../shared/logger.ts';
import { toAppError } from '../../shared/node/to-app-error.ts';

/** What every procedure starts with: which connection asks. */
export interface RpcContext {
  readonly connectionId: string;
}

/** `toAppError` of a failure on the way to a page, which the log calls `rpc.unexpected`. */
export function pageFailure(error: unknown, logger: Logger, path: readonly string[]): AppError {
  return toAppError(error, logger, { event: 'rpc.unexpected', place: path.join('.') });
}

/** Where every procedure of a desk page begins: who may call it. */
export type DeskGuards = ReturnType<typeof createDeskGuards>;

/**
 * `open`: failures become declared errors. `desk`, `lead`, `auditor`, `ruleSetter`, `admin`: and only these people get in, named in the
 * context; what was asked for one of them and is there after she or he has left is told to nobody (`hub.sessionExpired`).
 * `user` throws the reason for which the host could not start.
 */
export function createDeskGuards(logger: Logger, user: () => User | null) {
  const open = implement(deskHostContract)
    .$context<RpcContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(pageFailure(error, logger, path)) });
      }
    });
  const allowed = (...roles: readonly Role[]) =>
    open.use(async ({ next }) => {
      const person = user();
      if (!person) throw new AppError('hub.sessionExpired', { detail: 'nobody is signed in' });
      if (!roles.includes(person.role)) throw new AppError('hub.forbidden');
      const answer = await next({ context: { user: person } });
      if (user()?.userId !== person.userId)
        throw new AppError('hub.sessionExpired', { detail: 'who asked has left' });
      return answer;
    });
  // The administrator installs, configures and reads the audit: no ticket, no call, no number, no telephone.
  return {
    open,
    desk: allowed('agent', 'lead'),
    lead: allowed('lead'),
    auditor: allowed('lead', 'admin'),
    ruleSetter: allowed('lead', 'admin'),
    admin: allowed('admin'),
  };
}
