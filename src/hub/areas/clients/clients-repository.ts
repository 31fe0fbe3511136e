import type { Selectable } from 'kysely';
import { type ClientScope, clientScopes } from '../../../shared/contract/open/scopes.ts';
import type { HubDatabase } from '../../storage/hub-store.ts';

/** A program of others that may ask the hub. */
export interface ApiClient {
  readonly clientId: string;
  /** For people; once among all, also among those that were taken away. */
  readonly name: string;
  readonly scopes: readonly ClientScope[];
  /** For which department results are reported; `null` = for none. */
  readonly departmentId: string | null;
  /** How many calls a minute. */
  readonly perMinute: number;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
}

/** One token of a client, hashed. `endsAt` = when one that was rolled over ends; `null` = it is the present one. */
export interface ApiToken {
  readonly tokenHash: string;
  readonly clientId: string;
  readonly createdAt: number;
  readonly endsAt: number | null;
}

export interface ClientsRepository {
  /** Throws for a name that is there already. */
  add(client: ApiClient): Promise<void>;
  named(name: string): Promise<ApiClient | null>;
  get(clientId: string): Promise<ApiClient | null>;
  /** Oldest first; the first 500. */
  list(): Promise<readonly ApiClient[]>;
  /** Whose token this is, whatever has become of either. */
  byToken(
    tokenHash: string,
  ): Promise<{ readonly client: ApiClient; readonly endsAt: number | null } | null>;
  addToken(token: ApiToken): Promise<void>;
  /** Ends all tokens of a client that have no end yet, or a later one. */
  endTokens(clientId: string, at: number): Promise<void>;
  revoke(clientId: string, at: number): Promise<void>;
  used(clientId: string, at: number): Promise<void>;
}

type ClientTables = {
  api_clients: {
    client_id: string;
    name: string;
    scopes: string;
    department_id: string | null;
    per_minute: number;
    created_at: number;
    revoked_at: number | null;
    last_used_at: number | null;
  };
  api_tokens: {
    token_hash: string;
    client_id: string;
    created_at: number;
    ends_at: number | null;
  };
};

declare module '../../storage/hub-store.ts' {
  interface HubRepositories {
    readonly clients: ClientsRepository;
  }
}

export function createClientsRepository(hub: HubDatabase): ClientsRepository {
  const db = hub.withTables<ClientTables>();
  const all = db.selectFrom('api_clients').selectAll('api_clients');
  const one = (row: Selectable<ClientTables['api_clients']> | undefined) =>
    row ? fromRow(row) : null;
  return {
    async add(client) {
      await db.insertInto('api_clients').values(toRow(client)).execute();
    },
    async named(name) {
      return one(await all.where('name', '=', name).executeTakeFirst());
    },
    async get(clientId) {
      return one(await all.where('client_id', '=', clientId).executeTakeFirst());
    },
    async list() {
      return (await all.orderBy('created_at').limit(500).execute()).map(fromRow);
    },
    async byToken(tokenHash) {
      const row = await all
        .innerJoin('api_tokens', 'api_tokens.client_id', 'api_clients.client_id')
        .select('api_tokens.ends_at')
        .where('api_tokens.token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row ? { client: fromRow(row), endsAt: row.ends_at } : null;
    },
    async addToken({ tokenHash, clientId, createdAt, endsAt }) {
      const row = { client_id: clientId, created_at: createdAt, ends_at: endsAt };
      await db
        .insertInto('api_tokens')
        .values({ token_hash: tokenHash, ...row })
        .execute();
    },
    async endTokens(clientId, at) {
      await db
        .updateTable('api_tokens')
        .set({ ends_at: at })
        .where('client_id', '=', clientId)
        .where((of) => of.or([of('ends_at', 'is', null), of('ends_at', '>', at)]))
        .execute();
    },
    async revoke(clientId, at) {
      await db
        .updateTable('api_clients')
        .set({ revoked_at: at })
        .where('client_id', '=', clientId)
        .execute();
    },
    async used(clientId, at) {
      await db
        .updateTable('api_clients')
        .set({ last_used_at: at })
        .where('client_id', '=', clientId)
        .execute();
    },
  };
}

function toRow(client: ApiClient): ClientTables['api_clients'] {
  return {
    client_id: client.clientId,
    name: client.name,
    scopes: client.scopes.join(' '),
    department_id: client.departmentId,
    per_minute: client.perMinute,
    created_at: client.createdAt,
    revoked_at: client.revokedAt,
    last_used_at: client.lastUsedAt,
  };
}

function fromRow(row: Selectable<ClientTables['api_clients']>): ApiClient {
  const scopes = row.scopes.split(' ');
  return {
    clientId: row.client_id,
    name: row.name,
    // A scope of a later release gives no right here.
    scopes: clientScopes.filter((scope) => scopes.includes(scope)),
    departmentId: row.department_id,
    perMinute: row.per_minute,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
