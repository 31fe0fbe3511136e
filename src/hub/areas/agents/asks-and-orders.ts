import { AppError } from '../../../shared/app-error.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AgentStateName } from '../../../shared/domain/agents/agent-view.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { AuditEntry } from '../audit/audit-repository.ts';
import type { HubRepositories, HubStore } from '../../storage/hub-store.ts';
import { type SignedIn, auditFacts } from '../session/authenticate.ts';

export interface OrderDeps {
  readonly store: HubStore;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** A grant that is not used in this time is over. */
const grantMs = 5 * 60_000;

/** So long an order waits for the desk. A shift later it is nobody's any more, and not what moved the agent. */
export const orderMs = 12 * 3_600_000;

/** The agent asks the lead for a leave that the guard refused. A new ask takes the place of the last one. */
export async function askLeave(
  { store, clock }: Pick<OrderDeps, 'store' | 'clock'>,
  { user }: SignedIn,
  wish: { readonly to: AgentStateName; readonly reason: string },
): Promise<void> {
  const ask = { ...wish, askedAt: clock.now(), answer: 'waiting', until: null } as const;
  await store.agents.putAsk(user.workNo, ask);
}

/** The agent takes the ask back. */
export async function withdrawAsk(
  { store }: Pick<OrderDeps, 'store'>,
  { user }: SignedIn,
): Promise<void> {
  await store.agents.putAsk(user.workNo, null);
}

/** The lead grants or refuses. Throws `agent.askChanged` when nobody asks any more, or for something else since. */
export async function answerAsk(
  { store, clock }: Pick<OrderDeps, 'store' | 'clock'>,
  lead: SignedIn,
  answer: {
    readonly workNo: string;
    readonly grant: boolean;
    readonly askedAt?: number | undefined;
  },
): Promise<void> {
  const at = clock.now();
  const { workNo, grant } = answer;
  await store.transaction(async (repositories) => {
    const ask = await repositories.agents.getAsk(workNo);
    const seenAt = answer.askedAt ?? ask?.askedAt;
    if (ask === null || seenAt !== ask.askedAt) throw new AppError(askIsGone(answer));
    await repositories.agents.putAsk(workNo, {
      ...ask,
      answer: grant ? 'granted' : 'denied',
      until: at + grantMs,
      by: lead.user.displayName,
    });
    const action = grant ? 'leaveGranted' : 'leaveDenied';
    await note(repositories, lead, { at, action, workNo });
  });
}

/** Desks of older releases, which send no `askedAt`, do not know the newer code. */
function askIsGone({ askedAt }: { readonly askedAt?: number | undefined }): ErrorCode {
  return askedAt === undefined ? 'agent.notAllowedNow' : 'agent.askChanged';
}

/** The lead sets somebody's state; the agent's desk carries it out when it next reports. */
export async function forceState(
  { store, clock, newId }: OrderDeps,
  lead: SignedIn,
  {
    workNo,
    ...order
  }: {
    readonly workNo: string;
    readonly to: AgentStateName;
    readonly reason: string;
    /** The lead's words; absent from desks of older releases. */
    readonly why?: string | undefined;
  },
): Promise<void> {
  const at = clock.now();
  const { workNo: byWorkNo, displayName: by } = lead.user;
  await store.transaction(async (repositories) => {
    await repositories.agents.putOrder(workNo, { orderId: newId(), ...order, byWorkNo, by, at });
    await note(repositories, lead, { at, action: 'stateForced', workNo });
  });
}

/** Throws `agent.notAllowedNow` when no desk has ever reported this agent. */
async function note(
  { agents, audit }: HubRepositories,
  lead: SignedIn,
  { at, action, workNo }: { at: number; action: AuditEntry['action']; workNo: string },
): Promise<void> {
  const seat = (await agents.seats()).find((one) => one.user.workNo === workNo);
  if (!seat) throw new AppError('agent.notAllowedNow', { detail: 'no such agent' });
  const subjectId = seat.user.userId;
  await audit.append({ at, action, subjectId, code: null, ...auditFacts(lead) });
}
