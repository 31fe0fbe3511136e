import { implement } from '@orpc/server';
import { AppError } from '../shared/app-error.ts';
import { toWireError } from '../shared/contract/base.ts';
import { type HostInfo, deskHostContract } from '../shared/contract/desk-host.ts';
import type { HostServices } from './host-services.ts';
import type { RpcContext, RpcErrors } from './rpc-errors.ts';
import { listCalls } from './services/calls/call-list.ts';

export interface DeskRouterDeps {
  readonly info: HostInfo;
  /** Rejects with the reason for which the host could not start; every call then answers with it. */
  readonly services: () => HostServices;
  readonly errors: RpcErrors;
}

/** `deskHostContract`, served. */
export function createDeskRouter({ info, services, errors: translate }: DeskRouterDeps) {
  const open = implement(deskHostContract)
    .$context<RpcContext>()
    .use(async ({ next, errors, path }) => {
      try {
        return await next();
      } catch (error) {
        throw errors.APP({ data: toWireError(translate.translate(error, path)) });
      }
    });
  /** For everything that only a signed-in person may ask. */
  const signedIn = open.use(async ({ next }) => {
    const host = services();
    const user = host.session.user();
    if (!user) throw new AppError('hub.sessionExpired', { detail: 'nobody is signed in' });
    return next({ context: { host, user } });
  });
  return open.router({
    info: open.info.handler(() => info),
    watch: open.watch.handler(({ signal }) => services().deskState.watch(signal)),
    window: {
      get: open.window.get.handler(() => services().windowSettings.current()),
      set: open.window.set.handler(({ input }) => services().windowSettings.set(input)),
    },
    session: {
      signIn: open.session.signIn.handler(({ input }) => services().session.signIn(input)),
      signOut: open.session.signOut.handler(() => services().session.signOut()),
    },
    agent: {
      signIn: signedIn.agent.signIn.handler(({ context }) => context.host.agent.signIn()),
      signOut: signedIn.agent.signOut.handler(({ input, context }) =>
        context.host.agent.change({ to: 'signedOut', reason: '', ...input }),
      ),
      change: signedIn.agent.change.handler(({ input, context }) =>
        context.host.agent.change(input),
      ),
      extend: signedIn.agent.extend.handler(({ input, context }) =>
        context.host.agent.extend(input.reason),
      ),
      finish: signedIn.agent.finish.handler(({ context }) => context.host.agent.finish()),
      ask: signedIn.agent.ask.handler(({ input, context }) => context.host.agent.ask(input)),
      answer: signedIn.agent.answer.handler(({ input, context }) =>
        context.host.link.call((hub) => hub.agents.answer(input)),
      ),
      force: signedIn.agent.force.handler(({ input, context }) =>
        context.host.link.call((hub) => hub.agents.force(input)),
      ),
    },
    phone: signedIn.phone.handler(({ input, context }) => {
      context.host.agent.checkDialling(input);
      return context.host.phone.command(input);
    }),
    tickets: {
      get: signedIn.tickets.get.handler(({ input, context }) =>
        context.host.tickets.get(input.ticketId),
      ),
      list: signedIn.tickets.list.handler(({ input, context }) => context.host.tickets.list(input)),
      newTicket: signedIn.tickets.newTicket.handler(({ context }) =>
        context.host.tickets.newTicket(context.user.workNo),
      ),
      save: signedIn.tickets.save.handler(({ input: { commandId, ...ticket }, context }) =>
        context.host.tickets.carryOut(context.user.workNo, commandId, { kind: 'save', ...ticket }),
      ),
      close: signedIn.tickets.close.handler(({ input: { commandId, ...ticket }, context }) =>
        context.host.tickets.carryOut(context.user.workNo, commandId, { kind: 'close', ...ticket }),
      ),
    },
    drafts: {
      get: signedIn.drafts.get.handler(({ input, context }) =>
        context.host.store.drafts.getDraft(input.draftKey),
      ),
      save: signedIn.drafts.save.handler(async ({ input, context }) => {
        const draft = { ...input, savedAt: context.host.clock.now() };
        await context.host.store.drafts.saveDraft(draft);
        return draft;
      }),
      remove: signedIn.drafts.remove.handler(({ input, context }) =>
        context.host.store.drafts.removeDraft(input.draftKey),
      ),
    },
    knowledge: {
      search: signedIn.knowledge.search.handler(async ({ input, context: { host } }) => ({
        hits: await host.store.knowledge.searchKnowledge(input.text, input.limit, host.clock.now()),
      })),
      get: signedIn.knowledge.get.handler(async ({ input, context }) => {
        const entry = await context.host.store.knowledge.getKnowledge(input.entryId);
        if (!entry) throw new AppError('knowledge.notFound');
        return entry;
      }),
    },
    calls: {
      list: signedIn.calls.list.handler(({ input, context: { host, user } }) =>
        listCalls(
          { store: host.store, link: host.link, recordingsOf: host.recordings.ofCalls },
          user,
          input,
        ),
      ),
    },
  });
}
