import type { IncomingMessage } from 'node:http';
import { type Router, implement } from '@orpc/server';
import { z } from 'zod';
import { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import { hubContract } from '../../shared/contract/areas.ts';
import { toWireError } from '../../shared/contract/base.ts';
import { asKnownTo, contractHeader, contractNumberOf } from '../../shared/contract/since.ts';
import type { Role } from '../../shared/domain/session/user.ts';
import type { Logger } from '../../shared/logger.ts';
import type { QuietAudit } from '../areas/audit/quiet-audit.ts';
import { type SignedIn, auditFacts } from '../areas/session/authenticate.ts';
import type { HubStore } from '../storage/hub-store.ts';
import { hubFailure } from './http-errors.ts';
import type { Turns } from './turns.ts';

/** What every procedure starts with: who is asking, and from where. */
export interface ApiContext {
  /** Throws `hub.sessionExpired`. */
  readonly authenticate: () => Promise<SignedIn>;
  /** Address of the client, as `clientAddress` reads it: what limits count by and the audit keeps. */
  readonly address: string;
  /** What the other side knows of the contract, see `contractNumber`. */
  readonly deskContract: number;
}

/** The hub's contract, served. */
export type ApiRouter = Router<typeof hubContract, ApiContext>;

export interface GuardDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly quietly: QuietAudit;
  /** Calls of one user, one after the other: nobody has the thread twice. */
  readonly turns: Turns;
}

/** What the routes of every area begin with. Every procedure names the roles that may call it, or is `open` to strangers. */
export type Guards = ReturnType<typeof createGuards>;

/** `open`: failures become declared errors. `allowed(...)`: and only these roles get in; a refusal is audited. */
export function createGuards({ store, clock, logger, quietly, turns }: GuardDeps) {
  const open = implement(hubContract)
    .$context<ApiContext>()
    .use(async ({ next, errors, path, context, procedure }) => {
      try {
        const result = await next();
        const { outputSchema } = procedure['~orpc'];
        if (!(outputSchema instanceof z.ZodType)) return result;
        const output = asKnownTo(context.deskContract, outputSchema, result.output);
        return { ...result, output };
      } catch (error) {
        const failure = hubFailure(error, logger, path.join('.'));
        throw errors.APP({ data: toWireError(failure, context.deskContract) });
      }
    });
  const allowed = (...allowedRoles: readonly Role[]) =>
    open.use(async ({ next, context, path }) => {
      const signedIn = await context.authenticate();
      try {
        if (!allowedRoles.includes(signedIn.user.role)) throw new AppError('hub.forbidden');
        const { userId } = signedIn.user;
        return await turns.run(userId, async () => next({ context: { signedIn } }));
      } catch (error) {
        if (error instanceof AppError && error.code === 'hub.forbidden') {
          const { code } = error;
          const row = { action: 'refused', subjectId: path.join('.'), code } as const;
          await quietly(row, () =>
            store.audit.appendOrCount({ at: clock.now(), ...row, ...auditFacts(signedIn) }),
          );
        }
        throw error;
      }
    });
  return { open, allowed };
}

/** The token of `Authorization: Bearer …` (RFC 6750 §2.1); `null` when there is none. Never taken from the URL. */
export function bearerToken(request: IncomingMessage): string | null {
  const match = /^Bearer ([A-Za-z0-9_-]{1,200})$/.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}

/** What the asking desk knows of the contract. */
export function deskContractOf({ headers }: IncomingMessage): number {
  const said = headers[contractHeader];
  return contractNumberOf(typeof said === 'string' ? said : null);
}
