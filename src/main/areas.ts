import type { HostInfo } from '../shared/contract/desk/schemas.ts';
import { adminRouter } from './areas/admin/admin-router.ts';
import { createAgentsArea } from './areas/agents/agents-area.ts';
import { agentsRouter } from './areas/agents/agents-router.ts';
import { attachmentsRouter } from './areas/attachments/attachments-router.ts';
import { auditRouter } from './areas/audit/audit-router.ts';
import { createCallsArea } from './areas/calls/calls-area.ts';
import { callsRouter } from './areas/calls/calls-router.ts';
import { createDeskArea } from './areas/desk/desk-area.ts';
import { deskRouter, workspacesRouter } from './areas/desk/desk-router.ts';
import { exportsRouter } from './areas/exports/exports-router.ts';
import { createHubLinkArea } from './areas/hub-link/hub-link-area.ts';
import { createIncidentsArea } from './areas/incidents/incidents-area.ts';
import { incidentsRouter } from './areas/incidents/incidents-router.ts';
import { createKnowledgeArea } from './areas/knowledge/knowledge-area.ts';
import { knowledgeRouter } from './areas/knowledge/knowledge-router.ts';
import { createLockArea } from './areas/lock/lock-area.ts';
import { createOfficeArea } from './areas/office/office-area.ts';
import { officeRouter } from './areas/office/office-router.ts';
import { createPhoneArea } from './areas/phone/phone-area.ts';
import { phoneRouter } from './areas/phone/phone-router.ts';
import { createProblemsArea } from './areas/problems/problems-area.ts';
import { problemsRouter } from './areas/problems/problems-router.ts';
import { createRecordingsArea } from './areas/recordings/recordings-area.ts';
import { recordingsRouter } from './areas/recordings/recordings-router.ts';
import { createSessionArea } from './areas/session/session-area.ts';
import { sessionRouter } from './areas/session/session-router.ts';
import { createTicketsArea } from './areas/tickets/tickets-area.ts';
import { draftsRouter, ticketsRouter } from './areas/tickets/tickets-router.ts';
import { createWindowSettings } from './areas/window/window-settings.ts';
import { windowRouter } from './areas/window/window-router.ts';
import type { DeskGuards } from './host/desk-guards.ts';
import type { Area, HostCore } from './host/host-core.ts';

/** Every area of the host, by the name under which routers and bytes ask for it. */
export type Areas = ReturnType<typeof createAreas>['areas'];

/**
 * Builds the areas, each on those before it; nothing runs before its `start`. What an area tells others without knowing
 * them goes by `core.signals`.
 */
export function createAreas(core: HostCore) {
  const session = createSessionArea(core);
  const hubLink = createHubLinkArea(core, { session });
  const phone = createPhoneArea(core);
  const calls = createCallsArea(core, { session, hubLink });
  const desk = createDeskArea(core, { session, calls });
  const agents = createAgentsArea(core, { hubLink, phone, calls });
  const recordings = createRecordingsArea(core, { session, hubLink, calls });
  const office = createOfficeArea(core);
  const tickets = createTicketsArea(core, { calls, hubLink, office });
  const knowledge = createKnowledgeArea(core, { hubLink });
  const incidents = createIncidentsArea(core);
  const lock = createLockArea(core, { session, agents, calls, tickets });
  const problems = createProblemsArea(core);
  const window = createWindowSettings(core.store.meta, core.logger, core.info.logFile);
  // Started in this order and stopped backwards: the phone first, and at last the recordings, when all who write are still.
  const order: readonly Area[] = [
    recordings,
    agents,
    calls,
    session,
    hubLink,
    lock,
    phone,
    tickets,
    office,
    knowledge,
  ];
  return {
    areas: {
      session,
      hubLink,
      phone,
      desk,
      calls,
      agents,
      recordings,
      tickets,
      knowledge,
      incidents,
      lock,
      problems,
      window,
    },
    order,
  };
}

/** `deskHostContract`, served. `host` throws the reason for which the host could not start. */
export function createDeskRouter(guards: DeskGuards, host: () => Areas, info: HostInfo) {
  return guards.open.router({
    ...deskRouter(guards, host, info),
    session: sessionRouter(guards, host),
    agent: agentsRouter(guards, host),
    phone: phoneRouter(guards, host),
    calls: callsRouter(guards, host),
    tickets: ticketsRouter(guards, host),
    drafts: draftsRouter(guards, host),
    knowledge: knowledgeRouter(guards, host),
    problems: problemsRouter(guards, host),
    window: windowRouter(guards, host),
    audit: auditRouter(guards, host),
    admin: adminRouter(guards, host),
    exports: exportsRouter(guards, host),
    office: officeRouter(guards, host),
    incidents: incidentsRouter(guards, host),
    recordings: recordingsRouter(guards, host),
    workspaces: workspacesRouter(guards, host),
    attachments: attachmentsRouter(guards, host),
  });
}
