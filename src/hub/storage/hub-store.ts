import type { AgentsRepository } from '../areas/agents/agents-repository.ts';
import type { AuditRepository } from '../areas/audit/audit-repository.ts';
import type { CallsRepository } from '../areas/calls/calls-repository.ts';
import type { ClaimsRepository } from '../areas/calls/claims-repository.ts';
import type { CommandsRepository } from '../areas/commands/commands-repository.ts';
import type { DeskKeysRepository } from '../areas/session/desk-keys-repository.ts';
import type { FeedRepository } from '../areas/replica/feed-repository.ts';
import type { KnowledgeRepository } from '../areas/knowledge/knowledge-repository.ts';
import type { RecordingsRepository } from '../areas/recordings/recordings-repository.ts';
import type { SessionsRepository } from '../areas/session/sessions-repository.ts';
import type { TicketsRepository } from '../areas/tickets/tickets-repository.ts';
import type { UploadsRepository } from '../areas/recordings/uploads-repository.ts';
import type { UsersRepository } from '../areas/session/users-repository.ts';

/** Everything the hub keeps, behind one small interface per matter. */
export interface HubRepositories {
  readonly users: UsersRepository;
  readonly sessions: SessionsRepository;
  readonly deskKeys: DeskKeysRepository;
  readonly tickets: TicketsRepository;
  readonly knowledge: KnowledgeRepository;
  readonly feed: FeedRepository;
  readonly commands: CommandsRepository;
  readonly calls: CallsRepository;
  readonly claims: ClaimsRepository;
  readonly recordings: RecordingsRepository;
  readonly uploads: UploadsRepository;
  readonly agents: AgentsRepository;
  readonly audit: AuditRepository;
}

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
