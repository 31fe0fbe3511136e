import { signedOutPlan } from '../../../shared/domain/agents/agent-duty.ts';
import type { DeskGuards } from '../../host/desk-guards.ts';
import type { HubLinkArea } from '../hub-link/hub-link-area.ts';
import type { AgentsArea } from './agents-area.ts';

type Served = () => { readonly agents: AgentsArea; readonly hubLink: HubLinkArea };

export const agentsRouter = ({ desk, lead }: DeskGuards, host: Served) => ({
  signIn: desk.agent.signIn.handler(() => host().agents.signIn()),
  signOut: desk.agent.signOut.handler(({ input }) => host().agents.change(signedOutPlan, input)),
  change: desk.agent.change.handler(({ input }) =>
    host().agents.change(
      {
        state: input.to,
        reason: input.reason,
        lengthMs: input.minutes === null ? null : input.minutes * 60_000,
      },
      input,
    ),
  ),
  extend: desk.agent.extend.handler(({ input }) => host().agents.extend(input.reason)),
  finish: desk.agent.finish.handler(() => host().agents.finish()),
  ask: desk.agent.ask.handler(({ input }) => host().agents.ask(input)),
  withdraw: desk.agent.withdraw.handler(() => host().agents.withdraw()),
  putAway: desk.agent.putAway.handler(({ input }) => host().agents.putAway(input)),
  answer: lead.agent.answer.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.agents.answer(input)),
  ),
  force: lead.agent.force.handler(({ input }) =>
    host().hubLink.link.call((hub) => hub.agents.force(input)),
  ),
});
