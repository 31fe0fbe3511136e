import type {
  AgentOrder,
  AgentReport,
  AgentReportAnswer,
} from '../../../shared/contract/agents/schemas.ts';
import type { HubCommand } from '../../../shared/contract/commands/schemas.ts';
import type { Clock } from '../../../shared/clock.ts';
import { type AgentDuty, signedOutDuty } from '../../../shared/domain/agents/agent-duty.ts';
import { toAgentView } from '../../../shared/domain/agents/agent-machine.ts';
import {
  type AgentRules,
  type QueueWish,
  queueWishOf,
} from '../../../shared/domain/agents/agent-rules.ts';
import type { AgentAsk, AgentView, TeamMember } from '../../../shared/domain/agents/agent-view.ts';
import type { CallSettings } from '../../../shared/domain/phone/call-settings.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import type { Timers } from '../../host/timers.ts';
import { type AgentRunner, createAgentRunner } from './agent-runner.ts';
import { createDutyBook } from './duty-book.ts';
import { loadDuty } from './kept-duty.ts';
import { type QueueTeller, createQueueTeller } from './queue-teller.ts';
import { type TeamLine, createTeamLine } from './team-line.ts';

export interface AgentSeatDeps {
  readonly meta: StoreApi['meta'];
  readonly link: HubLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: () => number;
  readonly newId: () => string;
  readonly logger: Logger;
  readonly rules: AgentRules;
  readonly calling: CallSettings | null;
  readonly inBackground: RunInBackground;
  readonly enqueue: (command: HubCommand) => Promise<void>;
  /** Dials a feature code over the phone, without a call that anybody sees. */
  readonly tellPbx: (code: string) => Promise<void>;
  readonly onView: (view: AgentView | null) => void;
  /** The lead has granted what was asked for. */
  readonly onGranted: (wish: Pick<AgentAsk, 'to' | 'reason'>) => Promise<void>;
  readonly onTeam: (team: readonly TeamMember[] | null) => void;
}

/** One agent's seat: the machine, with memory, history, PBX queue and team tied to it. */
export interface AgentSeat {
  readonly runner: AgentRunner;
  readonly queue: QueueTeller;
  readonly team: TeamLine;
  /** What the hub is told; `null` = nobody is at the desk. */
  report(): AgentReport | null;
  setReachable(reachable: boolean): void;
  /** Takes up what was kept of `user`, or signs in anew. */
  take(user: User, resumes: boolean): void;
  empty(): void;
  settled(): Promise<void>;
}

export function createAgentSeat(deps: AgentSeatDeps): AgentSeat {
  const book = createDutyBook(deps);
  let ask: AgentAsk | null = null;
  let orderDone: string | null = null;
  let reachable = false;

  const view = (): AgentView | null =>
    runner.user() === null ? null : toAgentView(runner.duty(), { queueTold: queue.told(), ask });
  const showView = onlyChanges(deps.onView);
  const show = () => showView(view());
  const keep = () => {
    const user = runner.user();
    if (user) book.keep(user, { duty: runner.duty(), orderDone });
  };
  const tellQueue = () =>
    queue.want(runner.user() === null ? null : wishFor(runner.duty(), team.othersOnPost()));
  const tell = () => {
    tellQueue();
    show();
    team.reportSoon();
  };
  const runner = createAgentRunner({
    ...deps,
    onDuty() {
      keep();
      tell();
    },
    onEffect(effect, guard) {
      const user = runner.user();
      if (user) book.note(user, effect, guard);
    },
  });
  const queue = createQueueTeller({
    ...deps,
    codes: deps.calling?.queueCodes ?? null,
    dial: deps.tellPbx,
    onChange: () => show(),
  });
  const report = (): AgentReport | null => {
    const agent = view();
    if (agent === null) return null;
    return { agent: { ...agent, ask: null }, talking: runner.duty().talking, reachable, orderDone };
  };
  const handleAnswer = (answer: AgentReportAnswer | null) => {
    deps.onTeam(answer?.team ?? null);
    if (answer === null) return;
    ask = answer.ask;
    tellQueue();
    show();
    if (ask?.answer !== 'granted') return;
    const { to, reason } = ask;
    ask = null;
    deps.inBackground('agent.granted', () => deps.onGranted({ to, reason }));
  };
  const team = createTeamLine({
    ...deps,
    report,
    onAnswer: handleAnswer,
    onOrder(order: AgentOrder) {
      if (order.orderId === orderDone) return;
      orderDone = order.orderId;
      runner.send({
        kind: 'forced',
        plan: { state: order.to, reason: order.reason, lengthMs: null },
      });
      keep();
      team.reportSoon();
    },
  });
  const load = async (user: User, resumes: boolean) => {
    const kept = await loadDuty(deps.meta, user.workNo, deps.clock.now());
    if (runner.user()?.userId !== user.userId) return;
    orderDone = kept.orderDone;
    runner.seat(user, resumes ? kept.duty : signedOutDuty(deps.clock.now()));
    runner.send({ kind: resumes ? 'tick' : 'signIn' });
    tell();
  };
  const clear = (user: User | null) => {
    ask = null;
    deps.onTeam(null);
    runner.seat(user, signedOutDuty(deps.clock.now()));
    tellQueue();
  };
  return {
    runner,
    queue,
    team,
    report,
    setReachable(next) {
      if (next !== reachable) team.reportSoon();
      reachable = next;
    },
    take(user, resumes) {
      clear(user);
      book.inOrder('agent.load', () => load(user, resumes));
    },
    empty() {
      clear(null);
      show();
    },
    settled: book.settled,
  };
}

/** Nobody else would be rung: an agent who misses calls is not at the desk, yet the queue must go on trying. */
function wishFor({ state, reason }: AgentDuty, othersOnPost: number | null): QueueWish {
  const isOnlyOne = state === 'notReady' && reason === 'missedRings' && (othersOnPost ?? 0) === 0;
  return isOnlyOne ? 'open' : queueWishOf(state);
}

function onlyChanges(tell: (view: AgentView | null) => void): typeof tell {
  let shown = '';
  return (view) => {
    const text = JSON.stringify(view);
    if (text !== shown) tell(view);
    shown = text;
  };
}
