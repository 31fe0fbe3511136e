import type { Clock } from '../../../shared/clock.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { hashToken } from '../session/tokens.ts';
import type { ApiClient } from './clients-repository.ts';

/** When it was used last is kept to the minute: nobody needs it finer, and each call would be a write. */
const usedMs = 60_000;

/** Whose token this is; `null` for none, an unknown or an ended one, and for a client that was taken away. */
export async function knownClient(
  { store, clock }: { readonly store: HubStore; readonly clock: Clock },
  token: string | null,
): Promise<ApiClient | null> {
  const found = token === null ? null : await store.clients.byToken(hashToken(token));
  if (!found) return null;
  const now = clock.now();
  const { client, endsAt } = found;
  if (client.revokedAt !== null || (endsAt !== null && endsAt <= now)) return null;
  if (client.lastUsedAt === null || client.lastUsedAt <= now - usedMs)
    await store.clients.used(client.clientId, now);
  return client;
}
