import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { ClientInput } from '../../../shared/contract/admin/client-schemas.ts';
import type { AuditAction } from '../../../shared/contract/audit/schemas.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { hashToken, newToken } from '../session/tokens.ts';
import type { ApiClient } from './clients-repository.ts';

interface Deps {
  readonly store: HubStore;
  readonly clock: Clock;
}

/** Who does it, as the audit keeps it: `auditFacts` of an administrator, or `byTool`. */
export interface Doer {
  readonly userId: string | null;
  readonly deskId: string | null;
  readonly deskProven?: boolean;
  readonly address?: string;
}

/** IT on the hub's machine. */
export const byTool: Doer = { userId: null, deskId: null };

/** How long a token still works after it was rolled over: time to carry the new one to the other side. */
const rolledMs = 24 * 3_600_000;

/** A new client; gives its token, which is kept nowhere. Throws for a name that is there already. */
export async function addClient(
  { store, clock }: Deps,
  doer: Doer,
  { name, scopes, departmentId, perMinute }: ClientInput,
): Promise<string> {
  const at = clock.now();
  const clientId = randomUUID();
  return store.transaction(async (repositories) => {
    const unused = { revokedAt: null, lastUsedAt: null };
    const client = { clientId, name, scopes, departmentId, perMinute, createdAt: at, ...unused };
    await repositories.clients.add(client);
    const place = departmentId === null ? '' : ` ${departmentId}`;
    const detail = `${name}: ${scopes.join(',')}${place}, ${perMinute}/min`;
    await note(repositories, { at, action: 'clientSet', clientId, doer, detail });
    return giveToken(repositories, clientId, at);
  });
}

/** A new token; the one before works for another 24 hours. */
export async function rollToken(
  { store, clock }: Deps,
  doer: Doer,
  { clientId, name }: ApiClient,
): Promise<string> {
  const at = clock.now();
  return store.transaction(async (repositories) => {
    await repositories.clients.endTokens(clientId, at + rolledMs);
    await note(repositories, { at, action: 'clientSet', clientId, doer, detail: name });
    return giveToken(repositories, clientId, at);
  });
}

/** From now on no token of it works. */
export async function revokeClient(
  { store, clock }: Deps,
  doer: Doer,
  { clientId, name }: ApiClient,
): Promise<void> {
  const at = clock.now();
  await store.transaction(async (repositories) => {
    await repositories.clients.revoke(clientId, at);
    await repositories.clients.endTokens(clientId, at);
    await note(repositories, { at, action: 'clientRevoked', clientId, doer, detail: name });
  });
}

async function giveToken(
  { clients }: HubRepositories,
  clientId: string,
  at: number,
): Promise<string> {
  const token = newToken();
  await clients.addToken({ tokenHash: hashToken(token), clientId, createdAt: at, endsAt: null });
  return token;
}

async function note(
  { audit }: HubRepositories,
  {
    at,
    action,
    clientId,
    doer,
    detail,
  }: {
    readonly at: number;
    readonly action: AuditAction;
    readonly clientId: string;
    readonly doer: Doer;
    readonly detail: string;
  },
): Promise<void> {
  await audit.append({ at, action, subjectId: clientId, code: null, detail, ...doer });
}
