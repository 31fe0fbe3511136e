import type { createConnection } from '../hub-link/hub-link-area.ts';
import type { ServiceParts } from '../../areas.ts';
import { type AgentService, createAgentService } from './agent-service.ts';
import { callSettingsOf } from '../../config/desk-config.ts';
import type { PhoneSwitchboard } from '../phone/phone-switchboard.ts';

/** The agent state of the person at this desk, joined with phone, hub and what the desk page sees. */
export function createAgent(
  parts: ServiceParts & {
    readonly connection: ReturnType<typeof createConnection>;
    readonly phone: PhoneSwitchboard;
  },
): AgentService {
  const { host, store, deskState, loaded, inBackground, connection, phone } = parts;
  const { clock, timers, random, newId, logger } = host;
  const { pbx, agent } = loaded.config;
  return createAgentService({
    clock,
    timers,
    random,
    newId,
    logger,
    inBackground,
    meta: store.meta,
    link: connection.link,
    rules: agent,
    calling: pbx ? callSettingsOf(pbx) : null,
    enqueue: connection.outbox.enqueue,
    tellPbx: (code) => phone.command({ kind: 'tellPbx', code }),
    onView: (view) => deskState.update({ agent: view }),
    onTeam: (team) => deskState.update({ team }),
  });
}
