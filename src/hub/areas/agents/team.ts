import { isOnPost } from '../../../shared/domain/agents/agent-rules.ts';
import type { UsersRepository } from '../session/users-repository.ts';
import {
  type AbsentMember,
  type AgentAsk,
  type AgentStateName,
  type Colleague,
  type TeamMember,
  teamLimit,
} from '../../../shared/domain/agents/agent-view.ts';
import type { ReportedAgent } from './agents-repository.ts';

/** A desk that has not reported for this long is not there. Four reports of 5 s may be lost. */
const silentAfterMs = 20_000;

/** Nobody is shown to the lead who was last heard of in another shift. */
const forgottenAfterMs = 12 * 3_600_000;

/** Will a call reach this agent, now or without anybody's doing? */
function isReachableAtPost(seat: ReportedAgent, now: number): boolean {
  const { agent, reachable } = seat.report;
  const isLeaving = seat.leavingUntil !== null && seat.leavingUntil > now;
  return (
    isOnPost(agent.state, agent.next) &&
    reachable &&
    !isLeaving &&
    now - seat.reportedAt <= silentAfterMs
  );
}

export function othersOnPost(seats: readonly ReportedAgent[], workNo: string, now: number): number {
  return seats.filter((seat) => seat.user.workNo !== workNo && isReachableAtPost(seat, now)).length;
}

export function teamView(
  seats: readonly ReportedAgent[],
  asks: ReadonlyMap<string, AgentAsk>,
  { tellsWhy, now }: { readonly tellsWhy: boolean; readonly now: number },
): TeamMember[] {
  return seats.flatMap(({ user, report, reportedAt }) => {
    const { workNo, displayName, role } = user;
    const isOfTeam = role === 'agent' || role === 'lead';
    if (!isOfTeam || now - reportedAt > forgottenAfterMs) return [];
    return [
      {
        workNo,
        displayName,
        role,
        agent: { ...report.agent, ask: asks.get(workNo) ?? null },
        talking: report.talking,
        reachable: report.reachable,
        ...(tellsWhy ? { why: report.why } : {}),
        silent: now - reportedAt > silentAfterMs,
      },
    ];
  });
}

/** A grant is good for the state that was asked for, until its time is over. */
export function isGranted(ask: AgentAsk | null, to: AgentStateName, now: number): boolean {
  return ask?.answer === 'granted' && ask.to === to && ask.until !== null && ask.until > now;
}

/** The rest of the team: agents and leads who have not been heard of in this shift. */
export async function absentMembers(
  seats: readonly ReportedAgent[],
  users: Pick<UsersRepository, 'staff'>,
  now: number,
): Promise<AbsentMember[]> {
  const here = new Set(
    seats
      .filter(({ reportedAt }) => now - reportedAt <= forgottenAfterMs)
      .map(({ user }) => user.workNo),
  );
  return (await users.staff()).filter(({ workNo }) => !here.has(workNo));
}

/** Other leads on duty whose desks are heard of: they can answer an ask. */
export function leadsThere(seats: readonly ReportedAgent[], workNo: string, now: number): number {
  return seats.filter(
    ({ user, reportedAt, report }) =>
      user.role === 'lead' &&
      report.agent.state !== 'signedOut' &&
      user.workNo !== workNo &&
      now - reportedAt <= silentAfterMs,
  ).length;
}

/**
 * The others to whom a citizen may be handed: their desks are heard of and have an extension. Where two have sat at one desk, it is
 * the one who was heard of last; nobody is told of the own one.
 */
export function colleaguesOf(
  seats: readonly ReportedAgent[],
  workNo: string,
  now: number,
): Colleague[] {
  const own = seats.find(({ user }) => user.workNo === workNo)?.report.extension;
  const heard = seats
    .filter(({ user, reportedAt }) => user.role !== 'admin' && now - reportedAt <= silentAfterMs)
    .toSorted((a, b) => b.reportedAt - a.reportedAt);
  const taken = new Set([own]);
  const colleagues = heard.flatMap(({ user, report }) => {
    const { extension } = report;
    if (user.workNo === workNo || extension === undefined || taken.has(extension)) return [];
    taken.add(extension);
    return [
      {
        workNo: user.workNo,
        displayName: user.displayName,
        isLead: user.role === 'lead',
        state: report.talking ? ('talking' as const) : report.agent.state,
        extension,
        reachable: report.reachable,
      },
    ];
  });
  return colleagues.toSorted((a, b) => (a.workNo < b.workNo ? -1 : 1)).slice(0, teamLimit);
}
