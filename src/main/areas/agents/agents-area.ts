import { teamLimit } from '../../../shared/domain/agents/agent-view.ts';
import { owesResult } from '../../../shared/domain/workspaces/workspace.ts';
import { idlePhone } from '../../../shared/domain/phone/phone-state.ts';
import { callSettingsOf } from '../../config/desk-config.ts';
import type { HostCore } from '../../host/host-core.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { CallsArea } from '../calls/calls-area.ts';
import type { PhoneArea } from '../phone/phone-area.ts';
import { AgentShift } from './agent-shift.ts';

export type AgentsArea = Omit<AgentShift, 'handleUser' | 'handlePhone' | 'handleSeat'>;

/** The agent state of the person at this desk, joined with phone, hub and what the desk page sees. */
export function createAgentsArea(
  core: HostCore,
  {
    hubLink,
    phone,
    calls,
  }: { readonly hubLink: HubLinkArea; readonly phone: PhoneArea; readonly calls: CallsArea },
): AgentsArea {
  const { store, deskState, signals, loaded } = core;
  const { pbx, agent: rules } = loaded.config;
  const shift = new AgentShift({
    ...core,
    meta: store.meta,
    link: hubLink.link,
    rules,
    calling: pbx ? callSettingsOf(pbx) : null,
    extension: pbx && isDialled(pbx.extension) ? pbx.extension : undefined,
    enqueue: hubLink.enqueue,
    owesResult: (since) =>
      calls.conversations().some((call) => owesResult(call) && (call.endedAt ?? 0) >= since),
    seat: () => deskState.current().seat,
    tellPbx: (code) => phone.command({ kind: 'tellPbx', code }),
    onView: (view) => deskState.update({ agent: view }),
    onTeam: (answer) =>
      deskState.update({
        // One more than the pages take, and no state would reach them any more.
        team: answer?.team?.slice(0, teamLimit) ?? null,
        absent: answer?.absent ?? [],
        leads: answer?.leads ?? null,
        colleagues: answer?.colleagues,
      }),
    onTold: (told) => deskState.update({ told }),
  });
  deskState.onSeat(() => shift.handleSeat());
  signals.user.on('agents', ({ user, resumes }) => shift.handleUser(user, resumes));
  signals.snapshot.on('agents', (snapshot) => shift.handlePhone(snapshot));
  signals.phoneGone.on('agents', () => shift.handlePhone(idlePhone));
  return shift;
}

/** An account by a name is reached by no telephone. */
const isDialled = (extension: string) => /^[0-9*#]{1,32}$/.test(extension);
