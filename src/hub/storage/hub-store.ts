import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The database, or a transaction on it: repositories work on either. Each names the tables that it reads (`withTables`). Times
 * are epoch milliseconds (UTC); `body` is the JSON of the domain value, checked by its schema when it is read; the columns
 * beside it are what queries look for. Flags are 0 or 1.
 */
export type HubDatabase = Kysely<unknown>;

/**
 * Everything the hub keeps, behind one small interface per matter. Empty here: each `*-repository.ts` adds its own
 * (`declare module`), and `hub/areas.ts` must make all of them.
 */
export interface HubRepositories {}

/**
 * The hub's store. What a call has answered is on stable storage. `tests/contract/hub-store` says what every engine
 * has to promise.
 */
export interface HubStore extends HubRepositories {
  /**
   * Runs `work` in one transaction, one after the other: committed when it resolves, without a trace when it rejects.
   * `work` must use only the repositories it is given.
   */
  transaction<Result>(work: (repositories: HubRepositories) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
}

/** Name → step. Numbered in tens over all areas, forward only, never edited once released. */
export type Migrations = Readonly<Record<string, Migration>>;

/** What an engine opens: steps to today's schema, and the repositories over a database or transaction. */
export interface StoredAreas {
  readonly migrations: Migrations;
  repositories(db: HubDatabase): HubRepositories;
}
