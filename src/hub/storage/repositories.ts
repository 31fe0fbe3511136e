import { createAgentsRepository } from '../areas/agents/agents-repository.ts';
import { createAuditRepository } from '../areas/audit/audit-repository.ts';
import { createCallsRepository } from '../areas/calls/calls-repository.ts';
import { createClaimsRepository } from '../areas/calls/claims-repository.ts';
import { createCommandsRepository } from '../areas/commands/commands-repository.ts';
import type { HubDatabase } from './database.ts';
import { createDeskKeysRepository } from '../areas/session/desk-keys-repository.ts';
import { createFeedRepository } from '../areas/replica/feed-repository.ts';
import type { HubRepositories } from './hub-store.ts';
import { createKnowledgeRepository } from '../areas/knowledge/knowledge-repository.ts';
import { createRecordingsRepository } from '../areas/recordings/recordings-repository.ts';
import { createSessionsRepository } from '../areas/session/sessions-repository.ts';
import { createTicketsRepository } from '../areas/tickets/tickets-repository.ts';
import { createUploadsRepository } from '../areas/recordings/uploads-repository.ts';
import { createUsersRepository } from '../areas/session/users-repository.ts';

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
