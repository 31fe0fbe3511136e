import { createAgentsRepository } from './agents-repository.ts';
import { createAuditRepository } from './audit-repository.ts';
import { createCallsRepository } from './calls-repository.ts';
import { createClaimsRepository } from './claims-repository.ts';
import { createCommandsRepository } from './commands-repository.ts';
import type { HubDatabase } from './database.ts';
import { createDeskKeysRepository } from './desk-keys-repository.ts';
import { createFeedRepository } from './feed-repository.ts';
import type { HubRepositories } from './hub-store.ts';
import { createKnowledgeRepository } from './knowledge-repository.ts';
import { createRecordingsRepository } from './recordings-repository.ts';
import { createSessionsRepository } from './sessions-repository.ts';
import { createTicketsRepository } from './tickets-repository.ts';
import { createUploadsRepository } from './uploads-repository.ts';
import { createUsersRepository } from './users-repository.ts';

/** All repositories over one database or transaction. */
export function createRepositories(db: HubDatabase): HubRepositories {
  return {
    users: createUsersRepository(db),
    sessions: createSessionsRepository(db),
    deskKeys: createDeskKeysRepository(db),
    tickets: createTicketsRepository(db),
    knowledge: createKnowledgeRepository(db),
    feed: createFeedRepository(db),
    commands: createCommandsRepository(db),
    calls: createCallsRepository(db),
    claims: createClaimsRepository(db),
    recordings: createRecordingsRepository(db),
    uploads: createUploadsRepository(db),
    agents: createAgentsRepository(db),
    audit: createAuditRepository(db),
  };
}
