import { randomUUID } from 'node:crypto';
import { ORPCError, implement } from '@orpc/server';
import { AppError } from '../../shared/app-error.ts';
import { toWireError } from '../../shared/contract/base.ts';
import type { HubKeys } from '../../shared/contract/session/schemas.ts';
import { hubContract } from '../../shared/contract/areas.ts';
import { type Role, roles } from '../../shared/domain/session/user.ts';
import type { Logger } from '../../shared/logger.ts';
import { answerAsk, askLeave, forceState } from '../areas/agents/lead-acts.ts';
import { leavePost } from '../areas/agents/leave-post.ts';
import { reportAgent } from '../areas/agents/report-agent.ts';
import { authenticateAgain, signOut } from '../areas/session/authenticate.ts';
import { refreshSession } from '../areas/session/refresh-session.ts';
import { type SignInDeps, signIn } from '../areas/session/sign-in.ts';
import { auditFacts } from '../areas/session/signed-in.ts';
import { listAudit } from '../areas/audit/list-audit.ts';
import { createReadingNotes } from '../areas/audit/reading-notes.ts';
import { listCalls } from '../areas/calls/list-calls.ts';
import { submitCommand } from '../areas/commands/submit-command.ts';
import { findReceipt } from '../areas/recordings/find-receipt.ts';
import type { ChangeSignal } from '../areas/replica/change-signal.ts';
import { pullChanges } from '../areas/replica/pull-changes.ts';
import type { ApiContext } from './api-context.ts';
import { toAppError } from './http-errors.ts';
import type { Turns } from './turns.ts';

export interface ApiDeps extends SignInDeps {
  readonly logger: Logger;
  readonly keys: HubKeys;
  readonly changes: ChangeSignal;
  readonly version: string;
  /** Calls of one user, one after the other: nobody has the thread twice. */
  readonly turns: Turns;
  /** A session was signed out. */
  readonly onSignedOut: (sessionId: string) => void;
}

/** The hub's contract, served: every procedure names the roles that may call it. */
export function createApiRouter(deps: ApiDeps) {
  const { open, allowed } = guards(deps);
  const everyone = allowed(...roles);
  const desk = allowed('agent', 'lead');
  const lead = allowed('lead');
  const auditor = allowed('lead', 'admin');
  const reading = createReadingNotes(deps);
  return open.router({
    health: open.health.handler(async ({ context }) => {
      const isKnown = await context.authenticate().then(
        () => true,
        () => false,
      );
      const version = isKnown ? { version: deps.version } : {};
      return { name: 'hotline-hub' as const, ...version, now: deps.clock.now() };
    }),
    auth: {
      challenge: open.auth.challenge.handler(({ input }) =>
        deps.challenges.issue(input.deskId, input.workNo),
      ),
      signIn: open.auth.signIn.handler(async ({ input, context: { address } }) => ({
        ...(await signIn(deps, { ...input, address })),
        keys: deps.keys,
      })),
      refresh: open.auth.refresh.handler(async ({ input, context: { address } }) => ({
        ...(await refreshSession(deps, { ...input, address })),
        keys: deps.keys,
      })),
      signOut: everyone.auth.signOut.handler(async ({ context }) => {
        await signOut(deps, context.signedIn);
        deps.onSignedOut(context.signedIn.sessionId);
      }),
    },
    changes: {
      pull: desk.changes.pull.handler(async ({ input, context }) => {
        await reading.tickets(context.signedIn);
        return pullChanges(deps.store, input);
      }),
      watch: desk.changes.watch.handler(async function* ({ context, signal, errors }) {
        const until = signal ?? new AbortController().signal;
        for await (const seq of deps.changes.watch(until, () => deps.store.feed.newestSeq())) {
          try {
            await authenticateAgain(deps, context.signedIn.sessionId, context.address);
          } catch (error) {
            throw errors.APP({
              data: toWireError(toAppError(error, deps.logger, 'changes.watch')),
            });
          }
          yield { seq };
        }
      }),
    },
    commands: {
      submit: desk.commands.submit.handler(({ input, context }) =>
        submitCommand(deps, context.signedIn, input),
      ),
    },
    calls: {
      list: desk.calls.list.handler(async ({ input, context: { signedIn } }) => {
        const calls = await listCalls(deps.store, signedIn, input);
        await reading.calls(signedIn, input.agentWorkNo);
        return calls;
      }),
    },
    agents: {
      report: desk.agents.report.handler(({ input, context }) =>
        reportAgent(deps, context.signedIn, input),
      ),
      leave: desk.agents.leave.handler(({ input, context }) =>
        leavePost(deps, context.signedIn, input),
      ),
      ask: desk.agents.ask.handler(({ input, context }) => askLeave(deps, context.signedIn, input)),
      answer: lead.agents.answer.handler(({ input, context }) =>
        answerAsk(deps, context.signedIn, input),
      ),
      force: lead.agents.force.handler(({ input, context }) =>
        forceState({ ...deps, newId: randomUUID }, context.signedIn, input),
      ),
    },
    audit: {
      list: auditor.audit.list.handler(async ({ input, context: { signedIn } }) => {
        await deps.refusals.flush();
        const page = await listAudit(deps.store, input);
        const row = { action: 'auditRead', subjectId: null, code: null } as const;
        const at = deps.clock.now();
        await deps.store.audit.appendOrCount({ at, ...row, ...auditFacts(signedIn) });
        return page;
      }),
    },
    recordings: {
      receipt: desk.recordings.receipt.handler(({ input, context }) =>
        findReceipt(deps.store, context.signedIn, input),
      ),
    },
  });
}

/** `open`: failures become declared errors. `allowed(...)`: and only these roles get in; a refusal is audited. */
function guards(deps: ApiDeps) {
  const { store, clock, logger, quietly } = deps;
  const open = implement(hubContract)
    .$context<ApiContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(translated(error, logger, path.join('.'))) });
      }
    });
  const allowed = (...allowedRoles: readonly Role[]) =>
    open.use(async ({ next, context, path }) => {
      const signedIn = await context.authenticate();
      try {
        if (!allowedRoles.includes(signedIn.user.role)) throw new AppError('hub.forbidden');
        const { userId } = signedIn.user;
        return await deps.turns.run(userId, async () => next({ context: { signedIn } }));
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

function translated(error: unknown, logger: Logger, place: string): AppError {
  const isBadInput = error instanceof ORPCError && error.code === 'BAD_REQUEST';
  return isBadInput
    ? new AppError('input.invalid', { cause: error })
    : toAppError(error, logger, place);
}
