import { callSettingsOf } from '../../config/desk-config.ts';
import type { Area, HostCore } from '../../host/host-core.ts';
import { idlePhone } from '../../../shared/domain/phone/phone-state.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { PhoneArea } from '../phone/phone-area.ts';
import { type AgentService, createAgentService } from './agent-shift.ts';

export type AgentsArea = Area &
  Omit<AgentService, 'handleUser' | 'handlePhone' | 'handleSeat' | 'run' | 'settled'>;

/** The agent state of the person at this desk, joined with phone, hub and what the desk page sees. */
export function createAgentsArea(
  core: HostCore,
  { hubLink, phone }: { readonly hubLink: HubLinkArea; readonly phone: PhoneArea },
): AgentsArea {
  const { clock, timers, random, newId, logger, inBackground, store, deskState, signals } = core;
  const { pbx, agent: rules } = core.loaded.config;
  const agent = createAgentService({
    clock,
    timers,
    random,
    newId,
    logger,
    inBackground,
    meta: store.meta,
    link: hubLink.link,
    rules,
    calling: pbx ? callSettingsOf(pbx) : null,
    enqueue: hubLink.enqueue,
    seat: () => deskState.current().seat,
    tellPbx: (code) => phone.command({ kind: 'tellPbx', code }),
    onView: (view) => deskState.update({ agent: view }),
    onTeam: (team) => deskState.update({ team }),
  });
  signals.user.on('agents', ({ user, resumes }) => agent.handleUser(user, resumes));
  deskState.onSeat(agent.handleSeat);
  signals.snapshot.on('agents', agent.handlePhone);
  signals.phoneGone.on('agents', () => agent.handlePhone(idlePhone));
  return {
    ...agent,
    start: (signal) => inBackground('agent', () => agent.run(signal)),
    stop: agent.settled,
  };
}
