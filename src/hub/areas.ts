import { area } from './area.ts';
import { adminRoutes } from './areas/admin/admin-routes.ts';
import { createAgentsRepository } from './areas/agents/agents-repository.ts';
import { agentsRoutes } from './areas/agents/agents-routes.ts';
import { createAttachmentsRepository } from './areas/attachments/attachments-repository.ts';
import { attachmentsRoutes } from './areas/attachments/attachments-routes.ts';
import { createAuditRepository } from './areas/audit/audit-repository.ts';
import { auditRoutes } from './areas/audit/audit-routes.ts';
import { createCallsRepository } from './areas/calls/calls-repository.ts';
import { callsRoutes } from './areas/calls/calls-routes.ts';
import { createClientsRepository } from './areas/clients/clients-repository.ts';
import { cityRoutes } from './areas/city/city-routes.ts';
import { createExchangesRepository } from './areas/city/exchanges-repository.ts';
import { createClaimsRepository } from './areas/calls/claims-repository.ts';
import { createCommandsRepository } from './areas/commands/commands-repository.ts';
import { commandsRoutes } from './areas/commands/commands-routes.ts';
import { departmentRoutes } from './areas/department/department-routes.ts';
import { exportRoutes } from './areas/export/export-routes.ts';
import { healthRoutes } from './areas/health/health-routes.ts';
import { createIncidentsRepository } from './areas/incidents/incidents-repository.ts';
import { incidentsRoutes } from './areas/incidents/incidents-routes.ts';
import { createComplaintsRepository } from './areas/knowledge/complaints-repository.ts';
import { createJudgedRunsRepository } from './areas/knowledge/judged-runs-repository.ts';
import { createKnowledgeRepository } from './areas/knowledge/knowledge-repository.ts';
import { knowledgeRoutes } from './areas/knowledge/knowledge-routes.ts';
import { createProposalsRepository } from './areas/knowledge/proposals-repository.ts';
import { createReceiptsRepository } from './areas/knowledge/receipts-repository.ts';
import { createHeardRepository } from './areas/recordings/heard-repository.ts';
import { createOfficeRepository } from './areas/office/office-repository.ts';
import { officeRoutes } from './areas/office/office-routes.ts';
import { officerRoutes } from './areas/officer/officer-routes.ts';
import { createRecordingsRepository } from './areas/recordings/recordings-repository.ts';
import { recordingsRoutes } from './areas/recordings/recordings-routes.ts';
import { createUploadsRepository } from './areas/recordings/uploads-repository.ts';
import { createFeedRepository } from './areas/replica/feed-repository.ts';
import { replicaRoutes } from './areas/replica/replica-routes.ts';
import { createDeskKeysRepository } from './areas/session/desk-keys-repository.ts';
import { sessionRoutes } from './areas/session/session-routes.ts';
import { createSecondFactorsRepository } from './areas/session/second-factors-repository.ts';
import { createSessionsRepository } from './areas/session/sessions-repository.ts';
import { createUsersRepository } from './areas/session/users-repository.ts';
import { createTicketIndexRepository } from './areas/tickets/ticket-index-repository.ts';
import { createTicketsRepository } from './areas/tickets/tickets-repository.ts';
import { createTimesRepository } from './areas/tickets/times-repository.ts';
import { ticketsRoutes } from './areas/tickets/tickets-routes.ts';
import { up as init } from './storage/migrations/0010-init.ts';
import { up as agents } from './storage/migrations/0020-agents.ts';
import { up as who } from './storage/migrations/0030-who.ts';
import { up as claims } from './storage/migrations/0040-claims.ts';
import { up as ticketTrail } from './storage/migrations/0050-ticket-trail.ts';
import { up as whoAgain } from './storage/migrations/0060-who-again.ts';
import { up as foundDamaged } from './storage/migrations/0070-found-damaged.ts';
import { up as addsContract } from './storage/migrations/0080-adds-contract.ts';
import { up as addsHeard } from './storage/migrations/0110-adds-heard.ts';
import { up as addsOfficeRules } from './storage/migrations/0120-adds-office-rules.ts';
import { up as addsDepartments } from './storage/migrations/0130-adds-departments.ts';
import { up as addsSecondFactor } from './storage/migrations/0170-adds-second-factor.ts';
import { up as addsCityExchanges } from './storage/migrations/0140-adds-city-exchanges.ts';
import { up as addsAttachments } from './storage/migrations/0220-adds-attachments.ts';
import { up as addsTicketTimes } from './storage/migrations/0200-adds-ticket-times.ts';
import { up as addsKnowledgeLife } from './storage/migrations/0210-adds-knowledge-life.ts';
import { up as addsReadReceipts } from './storage/migrations/0310-adds-read-receipts.ts';
import { up as addsJudgedRuns } from './storage/migrations/0300-adds-judged-runs.ts';
import { up as addsIncidents } from './storage/migrations/0160-adds-incidents.ts';
import { up as addsApiClients } from './storage/migrations/0230-adds-api-clients.ts';
import { up as addsExchangeSystem } from './storage/migrations/0240-adds-exchange-system.ts';
import { up as addsExchangeFiles } from './storage/migrations/0320-adds-exchange-files.ts';
import { up as addsRefusedAttachments } from './storage/migrations/0250-adds-refused-attachments.ts';
import { up as addsFill } from './storage/migrations/0280-adds-fill.ts';
import { up as addsAuditDetail } from './storage/migrations/0190-adds-audit-detail.ts';
import { up as addsPasswordChange } from './storage/migrations/0290-adds-password-change.ts';
import { up as addsAudience } from './storage/migrations/0180-adds-audience.ts';

/**
 * All areas of the hub, the one list (`docs/how-to/add-an-area.md`). A step of the schema stands with the subject that it is
 * mostly about; steps run by their number, wherever they stand.
 */
export const hubAreas = area({ repositories: () => ({}), routes: healthRoutes })
  .and({
    migrations: {
      '0010-init': { up: init },
      '0030-who': { up: who },
      '0060-who-again': { up: whoAgain },
      '0080-adds-contract': { up: addsContract },
      '0130-adds-departments': { up: addsDepartments },
      '0170-adds-second-factor': { up: addsSecondFactor },
      '0290-adds-password-change': { up: addsPasswordChange },
    },
    repositories: (db) => ({
      users: createUsersRepository(db),
      sessions: createSessionsRepository(db),
      deskKeys: createDeskKeysRepository(db),
      secondFactors: createSecondFactorsRepository(db),
    }),
    routes: sessionRoutes,
  })
  .and({
    repositories: (db) => ({ feed: createFeedRepository(db) }),
    routes: replicaRoutes,
  })
  .and({
    repositories: (db) => ({ commands: createCommandsRepository(db) }),
    routes: commandsRoutes,
  })
  .and({
    migrations: {
      '0050-ticket-trail': { up: ticketTrail },
      '0180-adds-audience': { up: addsAudience },
      '0200-adds-ticket-times': { up: addsTicketTimes },
    },
    repositories: (db) => ({
      tickets: createTicketsRepository(db),
      ticketIndex: createTicketIndexRepository(db),
      times: createTimesRepository(db),
    }),
    routes: ticketsRoutes,
  })
  .and({
    migrations: {
      '0210-adds-knowledge-life': { up: addsKnowledgeLife },
      '0300-adds-judged-runs': { up: addsJudgedRuns },
      '0310-adds-read-receipts': { up: addsReadReceipts },
    },
    repositories: (db) => ({
      knowledge: createKnowledgeRepository(db),
      proposals: createProposalsRepository(db),
      complaints: createComplaintsRepository(db),
      judgedRuns: createJudgedRunsRepository(db),
      receipts: createReceiptsRepository(db),
    }),
    routes: knowledgeRoutes,
  })
  .and({
    migrations: { '0040-claims': { up: claims } },
    repositories: (db) => ({
      calls: createCallsRepository(db),
      claims: createClaimsRepository(db),
    }),
    routes: callsRoutes,
  })
  .and({
    migrations: { '0020-agents': { up: agents } },
    repositories: (db) => ({ agents: createAgentsRepository(db) }),
    routes: agentsRoutes,
  })
  .and({
    migrations: { '0190-adds-audit-detail': { up: addsAuditDetail } },
    repositories: (db) => ({ audit: createAuditRepository(db) }),
    routes: auditRoutes,
  })
  .and({ repositories: () => ({}), routes: exportRoutes })
  .and({
    migrations: { '0230-adds-api-clients': { up: addsApiClients } },
    repositories: (db) => ({ clients: createClientsRepository(db) }),
    routes: adminRoutes,
  })
  .and({ repositories: () => ({}), routes: departmentRoutes })
  .and({ repositories: () => ({}), routes: officerRoutes })
  .and({
    migrations: { '0120-adds-office-rules': { up: addsOfficeRules } },
    repositories: (db) => ({ office: createOfficeRepository(db) }),
    routes: officeRoutes,
  })
  .and({
    migrations: {
      '0140-adds-city-exchanges': { up: addsCityExchanges },
      '0240-adds-exchange-system': { up: addsExchangeSystem },
      '0320-adds-exchange-files': { up: addsExchangeFiles },
    },
    repositories: (db) => ({ exchanges: createExchangesRepository(db) }),
    routes: cityRoutes,
  })
  .and({
    migrations: { '0160-adds-incidents': { up: addsIncidents } },
    repositories: (db) => ({ incidents: createIncidentsRepository(db) }),
    routes: incidentsRoutes,
  })
  .and({
    migrations: {
      '0220-adds-attachments': { up: addsAttachments },
      '0250-adds-refused-attachments': { up: addsRefusedAttachments },
      '0280-adds-fill': { up: addsFill },
    },
    repositories: (db) => ({ attachments: createAttachmentsRepository(db) }),
    routes: attachmentsRoutes,
  })
  .and({
    migrations: {
      '0070-found-damaged': { up: foundDamaged },
      '0110-adds-heard': { up: addsHeard },
    },
    repositories: (db) => ({
      recordings: createRecordingsRepository(db),
      uploads: createUploadsRepository(db),
      heard: createHeardRepository(db),
    }),
    routes: recordingsRoutes,
  });
