import type {
  AgentOrder,
  AgentReport,
  AgentReportAnswer,
} from '../../../shared/contract/agents/schemas.ts';
import { isOnPost } from '../../../shared/domain/agents/agent-rules.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AgentAsk } from '../../../shared/domain/agents/agent-view.ts';
import type { AgentsRepository } from './agents-repository.ts';
import type { HubStore } from '../../storage/hub-store.ts';
import type { SignedIn } from '../session/authenticate.ts';
import type { Seats } from './seats.ts';
import { orderMs } from './asks-and-orders.ts';
import { absentMembers, colleaguesOf, leadsThere, othersOnPost, teamView } from './team.ts';

/** An ask that nobody answered, or that was refused, is shown this long. */
const askLivesMs = 10 * 60_000;

export interface ReportDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly seats: Seats;
}

/** Takes a desk's report and hands back what waits for its agent. */
export function reportAgent(
  { store, clock, seats }: ReportDeps,
  { user, deskId }: SignedIn,
  report: AgentReport,
): Promise<AgentReportAnswer> {
  const now = clock.now();
  const { workNo } = user;
  // A desk of an older release takes no team with a key that it does not know.
  const tellsWhy = report.why !== undefined;
  return store.transaction(async ({ agents, users }) => {
    const before = await seats.of(agents, workNo);
    // What was on its way while the agent was let go says nothing of that yet.
    const isAtPost = isOnPost(report.agent.state, report.agent.next);
    const leavingUntil = isAtPost ? (before?.leavingUntil ?? null) : null;
    await seats.put(agents, { user, deskId, reportedAt: now, leavingUntil, report });
    const all = await seats.all(agents);
    const ask = await livingAsk(agents, { workNo, report, now });
    return {
      order: await waitingOrder(agents, { workNo, report, now }),
      ask,
      othersOnPost: othersOnPost(all, workNo, now),
      tellsWhy: true,
      leads: leadsThere(all, workNo, now),
      colleagues: colleaguesOf(all, workNo, now),
      ...(user.role === 'lead'
        ? {
            team: teamView(all, await agents.asks(), { tellsWhy, now }),
            absent: await absentMembers(all, users, now),
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
