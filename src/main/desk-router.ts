import { implement } from '@orpc/server';
import { AppError } from '../shared/app-error.ts';
import { toWireError } from '../shared/contract/base.ts';
import type { HostInfo } from '../shared/contract/desk/schemas.ts';
import { deskHostContract } from '../shared/contract/areas.ts';
import type { Role } from '../shared/domain/session/user.ts';
import type { PhoneCommand } from '../shared/domain/phone/phone-state.ts';
import type { HostServices } from './areas.ts';
import { eventFor } from './areas/desk/event-for.ts';
import type { RpcContext, RpcErrors } from './host/rpc-errors.ts';
import { listCalls } from './areas/calls/call-list.ts';

export interface DeskRouterDeps {
  readonly info: HostInfo;
  /** Rejects with the reason for which the host could not start; every call then answers with it. */
  readonly services: () => HostServices;
  readonly errors: RpcErrors;
}

/** What begins a conversation: refused to somebody whom the hub lets go on no longer, but for a call for help. */
const startsCall: ReadonlySet<PhoneCommand['kind']> = new Set(['dial', 'answer']);

/** `deskHostContract`, served: every procedure names the roles that may call it. */
export function createDeskRouter({ info, services, errors: translate }: DeskRouterDeps) {
  const { open, desk, lead, auditor } = guards(services, translate);
  return open.router({
    info: open.info.handler(() => info),
    // Services are asked for before the stream begins: that the host could not start is the call's answer, with its code.
    watch: open.watch.handler(({ signal }) => eventsFor(services(), signal)),
    window: {
      get: open.window.get.handler(() => services().windowSettings.current()),
      set: open.window.set.handler(({ input }) => services().windowSettings.set(input)),
    },
    session: {
      signIn: open.session.signIn.handler(({ input }) => services().session.signIn(input)),
      signOut: open.session.signOut.handler(() => services().session.signOut()),
    },
    agent: {
      signIn: desk.agent.signIn.handler(({ context }) => context.host.agent.signIn()),
      signOut: desk.agent.signOut.handler(({ input, context }) =>
        context.host.agent.change({ to: 'signedOut', reason: '', ...input }),
      ),
      change: desk.agent.change.handler(({ input, context }) => context.host.agent.change(input)),
      extend: desk.agent.extend.handler(({ input, context }) =>
        context.host.agent.extend(input.reason),
      ),
      finish: desk.agent.finish.handler(({ context }) => context.host.agent.finish()),
      ask: desk.agent.ask.handler(({ input, context }) => context.host.agent.ask(input)),
      answer: lead.agent.answer.handler(({ input, context }) =>
        context.host.link.call((hub) => hub.agents.answer(input)),
      ),
      force: lead.agent.force.handler(({ input, context }) =>
        context.host.link.call((hub) => hub.agents.force(input)),
      ),
    },
    phone: desk.phone.handler(({ input, context }) => {
      const { agent, phone, session } = context.host;
      const refusedBy = session.refusedBy();
      if (refusedBy && startsCall.has(input.kind) && !agent.isEmergency(input))
        throw new AppError(refusedBy);
      agent.checkDialling(input);
      return phone.command(input);
    }),
    tickets: {
      get: desk.tickets.get.handler(({ input, context }) =>
        context.host.tickets.get(input.ticketId),
      ),
      list: desk.tickets.list.handler(({ input, context }) => context.host.tickets.list(input)),
      newTicket: desk.tickets.newTicket.handler(({ context }) =>
        context.host.tickets.newTicket(context.user.workNo),
      ),
      save: desk.tickets.save.handler(({ input: { commandId, ...ticket }, context }) =>
        context.host.tickets.carryOut(context.user.workNo, commandId, { kind: 'save', ...ticket }),
      ),
      close: desk.tickets.close.handler(({ input: { commandId, ...ticket }, context }) =>
        context.host.tickets.carryOut(context.user.workNo, commandId, { kind: 'close', ...ticket }),
      ),
    },
    drafts: {
      get: desk.drafts.get.handler(({ input, context }) =>
        context.host.store.drafts.getDraft(context.user.workNo, input.draftKey),
      ),
      save: desk.drafts.save.handler(async ({ input, context }) => {
        const draft = { ...input, savedAt: context.host.clock.now() };
        await context.host.store.drafts.saveDraft(context.user.workNo, draft);
        return draft;
      }),
      remove: desk.drafts.remove.handler(({ input, context }) =>
        context.host.store.drafts.removeDraft(context.user.workNo, input.draftKey),
      ),
    },
    knowledge: {
      search: desk.knowledge.search.handler(async ({ input, context: { host } }) => ({
        hits: await host.store.knowledge.searchKnowledge(input.text, input.limit, host.clock.now()),
      })),
      get: desk.knowledge.get.handler(async ({ input, context }) => {
        const entry = await context.host.store.knowledge.getKnowledge(input.entryId);
        if (!entry) throw new AppError('knowledge.notFound');
        return entry;
      }),
    },
    problems: {
      dismiss: desk.problems.dismiss.handler(({ input, context }) =>
        context.host.dismissProblem(input.problemId),
      ),
    },
    audit: {
      list: auditor.audit.list.handler(({ input, context }) =>
        context.host.link.call((hub) => hub.audit.list(input)),
      ),
    },
    calls: {
      list: desk.calls.list.handler(({ input, context: { host, user } }) =>
        listCalls(
          { store: host.store, link: host.link, recordingsOf: host.recordings.ofCalls },
          user,
          input,
        ),
      ),
    },
  });
}

/** `open`: failures become declared errors. `desk`, `lead`, `auditor`: and only these people get in. */
function guards(services: () => HostServices, translate: RpcErrors) {
  const open = implement(deskHostContract)
    .$context<RpcContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(translate.translate(error, path)) });
      }
    });
  const allowed = (...allowedRoles: readonly Role[]) =>
    open.use(async ({ next }) => {
      const host = services();
      const user = host.session.user();
      if (!user) throw new AppError('hub.sessionExpired', { detail: 'nobody is signed in' });
      if (!allowedRoles.includes(user.role)) throw new AppError('hub.forbidden');
      return next({ context: { host, user } });
    });
  // The administrator installs, configures and reads the audit: no ticket, no call, no number, no telephone.
  return {
    open,
    desk: allowed('agent', 'lead'),
    lead: allowed('lead'),
    auditor: allowed('lead', 'admin'),
  };
}

async function* eventsFor({ deskState, session }: HostServices, signal: AbortSignal | undefined) {
  for await (const event of deskState.watch(signal)) {
    const told = eventFor(session.user(), event);
    if (told) yield told;
  }
}
