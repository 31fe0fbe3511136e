import { adminDeskContract } from './admin/desk.ts';
import { adminHubContract } from './admin/hub.ts';
import { agentsDeskContract } from './agents/desk.ts';
import { agentsHubContract } from './agents/hub.ts';
import { attachmentsHubContract } from './attachments/hub.ts';
import { auditDeskContract } from './audit/desk.ts';
import { auditHubContract } from './audit/hub.ts';
import { callsDeskContract } from './calls/desk.ts';
import { callsHubContract } from './calls/hub.ts';
import { cityHubContract } from './city/hub.ts';
import { commandsHubContract } from './commands/hub.ts';
import { departmentHubContract } from './department/hub.ts';
import { deskContract } from './desk/desk.ts';
import { exportsDeskContract } from './exports/desk.ts';
import { exportsHubContract } from './exports/hub.ts';
import { healthHubContract } from './health/hub.ts';
import { incidentsDeskContract } from './incidents/desk.ts';
import { incidentsHubContract } from './incidents/hub.ts';
import { knowledgeDeskContract } from './knowledge/desk.ts';
import { knowledgeHubContract } from './knowledge/hub.ts';
import { officeDeskContract } from './office/desk.ts';
import { officeHubContract } from './office/hub.ts';
import { officerHubContract } from './officer/hub.ts';
import { phoneDeskContract } from './phone/desk.ts';
import { problemsDeskContract } from './problems/desk.ts';
import { recordingsDeskContract } from './recordings/desk.ts';
import { recordingsHubContract } from './recordings/hub.ts';
import { changesHubContract } from './replica/hub.ts';
import { sessionDeskContract } from './session/desk.ts';
import { authHubContract } from './session/hub.ts';
import { draftsDeskContract, ticketsDeskContract } from './tickets/desk.ts';
import { ticketsHubContract } from './tickets/hub.ts';
import { betweenReleases } from './tolerant.ts';
import { windowDeskContract } from './window/desk.ts';
import { workspacesDeskContract } from './workspaces/desk.ts';

/**
 * Desk host ↔ hub. HTTP under `/api` (OpenAPI), the same contract over WebSocket under `/ws` for `changes.watch`.
 * Uploads: tus 1.0 under `/uploads`. Sound: `GET /recordings/{id}/audio`, see `http-paths.ts`.
 * Two releases may meet here: what one does not know of the other is passed over (ADR 0180).
 */
export const hubContract = betweenReleases({
  health: healthHubContract,
  auth: authHubContract,
  changes: changesHubContract,
  commands: commandsHubContract,
  calls: callsHubContract,
  agents: agentsHubContract,
  audit: auditHubContract,
  admin: adminHubContract,
  recordings: recordingsHubContract,
  tickets: ticketsHubContract,
  department: departmentHubContract,
  officer: officerHubContract,
  city: cityHubContract,
  office: officeHubContract,
  incidents: incidentsHubContract,
  exports: exportsHubContract,
  knowledge: knowledgeHubContract,
  attachments: attachmentsHubContract,
});

/** Desk page ↔ host, strict: both are of one build. Every answer comes from local data, unless a comment says that it asks the hub. */
export const deskHostContract = {
  ...deskContract,
  window: windowDeskContract,
  session: sessionDeskContract,
  agent: agentsDeskContract,
  phone: phoneDeskContract,
  tickets: ticketsDeskContract,
  drafts: draftsDeskContract,
  knowledge: knowledgeDeskContract,
  problems: problemsDeskContract,
  audit: auditDeskContract,
  admin: adminDeskContract,
  office: officeDeskContract,
  incidents: incidentsDeskContract,
  exports: exportsDeskContract,
  calls: callsDeskContract,
  recordings: recordingsDeskContract,
  workspaces: workspacesDeskContract,
  // All of it asks the hub.
  attachments: attachmentsHubContract,
};
