import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../shared/clock.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { Guards } from '../../http/guards.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import { answerAsk, askLeave, forceState, withdrawAsk } from './asks-and-orders.ts';
import { leavePost } from './leave-post.ts';
import { reportAgent } from './report-agent.ts';
import { createSeats } from './seats.ts';

export interface AgentsRouteDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Agent states: what desks report and ask, what the lead answers and orders. */
export function agentsRoutes({ allowed }: Guards, deps: AgentsRouteDeps) {
  const desk = allowed('agent', 'lead');
  const lead = allowed('lead');
  const reporting = { ...deps, seats: createSeats() };
  return {
    agents: {
      report: desk.agents.report.handler(({ input, context: { signedIn } }) =>
        reportAgent(reporting, signedIn, input),
      ),
      leave: desk.agents.leave.handler(({ input, context: { signedIn } }) =>
        leavePost(reporting, signedIn, input),
      ),
      ask: desk.agents.ask.handler(({ input, context: { signedIn } }) =>
        askLeave(deps, signedIn, input),
      ),
      withdraw: desk.agents.withdraw.handler(({ context: { signedIn } }) =>
        withdrawAsk(deps, signedIn),
      ),
      answer: lead.agents.answer.handler(({ input, context: { signedIn } }) =>
        answerAsk(deps, signedIn, input),
      ),
      force: lead.agents.force.handler(({ input, context: { signedIn } }) =>
        forceState({ ...deps, newId: randomUUID }, signedIn, input),
      ),
    },
  };
}
