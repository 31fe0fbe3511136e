import type {
  AgentOrder,
  AgentReport,
  AgentReportAnswer,
} from '../../../shared/contract/agents/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AgentAsk } from '../../../shared/domain/agents/agent-view.ts';
import type { AgentsRepository } from './agents-repository.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import { orderMs } from './asks-and-orders.ts';
import { absentMembers, colleaguesOf, leadsThere, othersOnPost, teamView } from './team.ts';

/** An ask that nobody answered, or that was refused, is shown this long. */
const askLivesMs = 10 * 60_000;

export interface ReportDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  /** Why each seat cannot be rung, as last reported here. Nothing is decided by it: each report tells it anew. */
  readonly reasons: Map<string, AgentReport['why']>;
  /** At which extension each agent is rung, likewise. */
  readonly extensions: Map<string, AgentReport['extension']>;
}

/** Takes a desk's report and hands back what waits for its agent. */
export function reportAgent(
  { store, clock, reasons, extensions }: ReportDeps,
  { user, deskId }: SignedIn,
  report: AgentReport,
): Promise<AgentReportAnswer> {
  const now = clock.now();
  const { workNo } = user;
  reasons.set(workNo, report.why);
  extensions.set(workNo, report.extension);
  // A desk of an older release takes no team with a key that it does not know.
  const known = report.why === undefined ? null : reasons;
  return store.transaction(async ({ agents, users }) => {
    await agents.putSeat({ user, deskId, reportedAt: now, leavingUntil: null, report });
    const ask = await livingAsk(agents, { workNo, report, now });
    return {
      order: await waitingOrder(agents, { workNo, report, now }),
      ask,
      othersOnPost: await othersOnPost(agents, workNo, now),
      tellsWhy: true,
      leads: await leadsThere(agents, workNo, now),
      colleagues: await colleaguesOf(workNo, agents, extensions, now),
      ...(user.role === 'lead'
        ? {
            team: await teamView(agents, known, now),
            absent: await absentMembers(agents, users, now),
          }
        : { team: null }),
    };
  });
}

/** Who comes for the next shift is not moved by what was ordered in an earlier one. Older releases kept no time of it. */
async function waitingOrder(
  agents: AgentsRepository,
  { workNo, report, now }: { workNo: string; report: AgentReport; now: number },
): Promise<AgentOrder | null> {
  const order = await agents.getOrder(workNo);
  if (order === null) return null;
  const isDone = order.orderId === report.orderDone;
  const isOver = order.at !== undefined && now - order.at > orderMs;
  if (!isDone && !isOver) return order;
  await agents.putOrder(workNo, null);
  return null;
}

async function livingAsk(
  agents: AgentsRepository,
  { workNo, report, now }: { workNo: string; report: AgentReport; now: number },
): Promise<AgentAsk | null> {
  const ask = await agents.getAsk(workNo);
  if (ask === null) return null;
  const isCarriedOut = report.agent.state === ask.to || report.agent.next === ask.to;
  const isOver = now > (ask.until ?? ask.askedAt + askLivesMs);
  if (!isCarriedOut && !isOver) return ask;
  await agents.putAsk(workNo, null);
  return null;
}
