import type { Kysely } from 'kysely';
import type { HubSchema } from './schema.ts';

/** The database, or a transaction on it: repositories work on either. */
export type HubDatabase = Kysely<HubSchema>;
