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
import type { SeatVerdict } from '../../../shared/domain/seat/seat-verdict.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../../host/background.ts';
import type { HubLink } from '../../hub-client/hub-link.ts';
import type { Timers } from '../../host/timers.ts';
import { type AgentRunner, createAgentRunner } from './agent-runner.ts';
import { createDutyBook } from './duty-book.ts';
import { keptDuty } from '../../../shared/kept/agent-duty.ts';
import { loadKept } from '../../../shared/kept/kept.ts';
import { type QueueTeller, createQueueTeller } from './queue-sync.ts';
import { type TeamLine, createTeamLine } from './hub-reports.ts';

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
  /** The verdict of this desk on itself, as it is now. */
  readonly seat: () => SeatVerdict;
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
  /** The verdict of the desk has changed. */
  handleSeat(): void;
  /** Takes up what was kept of `user`, or signs in anew. */
  take(user: User, resumes: boolean): void;
  empty(): void;
  settled(): Promise<void>;
}

export function createAgentSeat(deps: AgentSeatDeps): AgentSeat {
  const book = createDutyBook(deps);
  let ask: AgentAsk | null = null;
  let orderDone: string | null = null;
  /** The hub has said that it reads reasons; one of an older release refuses a report with them. */
  let tellsWhy = false;
  let toldReason = '';

  const view = (): AgentView | null =>
    runner.user() === null ? null : toAgentView(runner.duty(), { queueTold: queue.told(), ask });
  const showView = onlyChanges(deps.onView);
  const show = () => showView(view());
  const keep = () => {
    const user = runner.user();
    if (user) book.keep(user, { duty: runner.duty(), orderDone });
  };
  const tellQueue = () =>
    queue.want(
      runner.user() === null
        ? null
        : wishFor(runner.duty(), { seat: deps.seat(), othersOnPost: team.othersOnPost() ?? 0 }),
    );
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
    const { reason } = deps.seat();
    return {
      agent: { ...agent, ask: null },
      talking: runner.duty().talking,
      reachable: reason === null,
      ...(tellsWhy ? { why: reason } : {}),
      orderDone,
    };
  };
  const handleAnswer = (answer: AgentReportAnswer | null) => {
    deps.onTeam(answer?.team ?? null);
    tellsWhy = answer?.tellsWhy ?? false;
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
    const kept = await loadKept(deps.meta, keptDuty(user.workNo), deps.logger);
    if (runner.user()?.userId !== user.userId) return;
    orderDone = kept?.orderDone ?? null;
    runner.seat(user, resumes && kept ? kept.duty : signedOutDuty(deps.clock.now()));
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
    handleSeat() {
      tellQueue();
      const reason = JSON.stringify(deps.seat().reason);
      if (reason !== toldReason) team.reportSoon();
      toldReason = reason;
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

/**
 * A seat that is known to be broken, and an agent who misses calls, are not to be rung; but while nobody else would be, the
 * queue goes on trying: an empty chair that rings is better than a queue with nobody in it.
 */
function wishFor(
  { state, reason }: AgentDuty,
  { seat, othersOnPost }: { readonly seat: SeatVerdict; readonly othersOnPost: number },
): QueueWish {
  const wish = queueWishOf(state);
  const isOthers = othersOnPost > 0;
  if (state === 'notReady' && reason === 'missedRings') return isOthers ? wish : 'open';
  return wish === 'open' && isOthers && seat.reason?.kind === 'code' ? 'paused' : wish;
}

function onlyChanges(tell: (view: AgentView | null) => void): typeof tell {
  let shown = '';
  return (view) => {
    const text = JSON.stringify(view);
    if (text !== shown) tell(view);
    shown = text;
  };
}
