import { createRouterClient } from '@orpc/server';
import { createQuietAudit } from '../../../src/hub/areas/audit/quiet-audit.ts';
import { commandsRoutes } from '../../../src/hub/areas/commands/commands-routes.ts';
import { departmentRoutes } from '../../../src/hub/areas/department/department-routes.ts';
import { createChangeSignal } from '../../../src/hub/areas/replica/change-signal.ts';
import { replicaRoutes } from '../../../src/hub/areas/replica/replica-routes.ts';
import { authenticate } from '../../../src/hub/areas/session/authenticate.ts';
import { issueTokens } from '../../../src/hub/areas/session/tokens.ts';
import { createGuards } from '../../../src/hub/http/guards.ts';
import { createTurns } from '../../../src/hub/http/turns.ts';
import type { HubStore } from '../../../src/hub/storage/hub-store.ts';
import type { HubClient } from '../../../src/main/hub-client/hub-client.ts';
import type { Clock } from '../../../src/shared/clock.ts';
import type { News } from '../../../src/shared/contract/replica/hub.ts';
import type { User } from '../../../src/shared/domain/session/user.ts';
import { silentLogger } from '../silent-logger.ts';

/** The hub's real areas over its real store, called without a socket; a restart makes everything but the store anew. */
export interface SyncHub {
  client(token: string | null, contract: number): HubClient;
  watch(token: string, contract: number, signal: AbortSignal): AsyncGenerator<News>;
  signIn(user: User, deskId: string): Promise<string>;
  signOut(token: string): Promise<void>;
  /** Its sockets end with it. */
  stop(): void;
}

const address = '192.0.2.1';
const yearMs = 365 * 24 * 3_600_000;

export function startSyncHub(store: HubStore, clock: Clock): SyncHub {
  const shared = {
    store,
    clock,
    logger: silentLogger,
    quietly: createQuietAudit({ logger: silentLogger }),
    changes: createChangeSignal(),
  };
  const guards = createGuards({ ...shared, turns: createTurns(clock, () => 0) });
  const router = {
    ...replicaRoutes(guards, shared),
    ...commandsRoutes(guards, shared),
    ...departmentRoutes(guards, shared),
  };
  const contextOf = (token: string | null, deskContract: number) => ({
    address,
    deskContract,
    authenticate: () => authenticate(shared, token, address),
  });
  const clientOf = (token: string | null, contract: number) =>
    createRouterClient(router, { context: contextOf(token, contract) });
  const stopped = new AbortController();
  return {
    stop: () => stopped.abort(),
    // The other areas have no part in this.
    client: (token, contract) => clientOf(token, contract) as unknown as HubClient,
    async *watch(token, contract, until) {
      const signal = AbortSignal.any([until, stopped.signal]);
      for await (const news of await clientOf(token, contract).changes.watch(undefined, { signal }))
        yield news;
    },
    async signIn(user, deskId) {
      const now = clock.now();
      const { row, tokens } = issueTokens(now, now);
      await store.sessions.insert({
        ...row,
        accessExpiresAt: now + yearMs,
        refreshExpiresAt: now + yearMs,
        previousRefreshHash: null,
        endedAt: null,
        deskId,
        sessionId: crypto.randomUUID(),
        userId: user.userId,
        deskProven: true,
        startedAt: now,
      });
      await store.sessions.noteDesk({
        deskId,
        userId: user.userId,
        workNo: user.workNo,
        at: now,
        address,
      });
      return tokens.accessToken;
    },
    async signOut(token) {
      const { sessionId } = await authenticate(shared, token, address);
      const row = await store.sessions.get(sessionId);
      if (row) await store.sessions.update({ ...row, endedAt: clock.now() });
      shared.changes.notify();
    },
  };
}
