import { AppError, errorCodeOf } from '../../../shared/app-error.ts';
import type { AgentOrder, AgentReport, AgentReportAnswer } from '../../../shared/contract/agent.ts';
import type { HubCommand } from '../../../shared/contract/hub.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { AgentEffect, AgentEvent } from '../../../shared/domain/agent-duty.ts';
import { signedOutDuty } from '../../../shared/domain/agent-duty.ts';
import { toAgentView } from '../../../shared/domain/agent-machine.ts';
import {
  type AgentRules,
  isOnPost,
  mayDialOut,
  queueWishOf,
} from '../../../shared/domain/agent-rules.ts';
import type {
  AgentAsk,
  AgentStateName,
  AgentView,
  TeamMember,
} from '../../../shared/domain/agent-view.ts';
import { type CallSettings, defaultCallSettings } from '../../../shared/domain/call-settings.ts';
import { isEmergencyNumber } from '../../../shared/domain/dial-plan.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/domain/phone-state.ts';
import type { User } from '../../../shared/domain/user.ts';
import type { Logger } from '../../../shared/logger.ts';
import type { StoreApi } from '../../storage/store-client.ts';
import type { RunInBackground } from '../background.ts';
import type { HubLink } from '../hub/hub-link.ts';
import type { Timers } from '../timers.ts';
import { type Guard, createAgentRunner } from './agent-runner.ts';
import { loadDuty, saveDuty } from './kept-duty.ts';
import { createQueueTeller } from './queue-teller.ts';
import { createTeamLine } from './team-line.ts';

/** A state that somebody wishes for. */
export interface AgentWish {
  readonly to: AgentStateName;
  readonly reason: string;
  readonly minutes?: number | null;
  /** The agent has confirmed to leave although the guard cannot be asked. */
  readonly unguarded: boolean;
}

/** The agent state of the person at this desk. Wishes throw `agent.*` codes. */
export interface AgentService {
  /** `resumes`: the host started again in mid-shift, and the duty goes on where it stood. */
  handleUser(user: User | null, resumes: boolean): void;
  handlePhone(snapshot: PhoneSnapshot): void;
  /** Throws `agent.notAllowedNow` for a call out of a state that does not dial; emergency calls always pass. */
  checkDialling(command: PhoneCommand): void;
  signIn(): Promise<void>;
  change(wish: AgentWish): Promise<void>;
  extend(reason: string): Promise<void>;
  finish(): Promise<void>;
  ask(wish: Pick<AgentWish, 'to' | 'reason'>): Promise<void>;
  /** Before the person leaves the desk for good: signs out, tells queue and hub, waits for them a moment. */
  leaveDesk(): Promise<void>;
  run(signal: AbortSignal): Promise<void>;
  settled(): Promise<void>;
}

export interface AgentServiceDeps {
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
  readonly onTeam: (team: readonly TeamMember[] | null) => void;
}

/** How long leaving the desk waits for the PBX queue. */
const leaveLimitMs = 3000;

export function createAgentService(deps: AgentServiceDeps): AgentService {
  const { clock, link, logger } = deps;
  let ask: AgentAsk | null = null;
  let orderDone: string | null = null;
  let reachable = false;
  let shown = '';
  let chain = Promise.resolve();

  const inOrder = (taskName: string, task: () => Promise<void>) => {
    const done = chain.then(task);
    chain = done.catch(() => {});
    deps.inBackground(taskName, () => done);
  };
  const view = (): AgentView | null =>
    runner.user() === null ? null : toAgentView(runner.duty(), { queueTold: queue.told(), ask });
  const show = () => {
    const current = view();
    const text = JSON.stringify(current);
    if (text === shown) return;
    shown = text;
    deps.onView(current);
  };
  const keep = () => {
    const user = runner.user();
    const kept = { duty: runner.duty(), orderDone };
    if (user) inOrder('agent.keep', () => saveDuty(deps.meta, user.workNo, kept));
  };
  /** Nobody else would be rung: an agent who misses calls is not at the desk, yet the queue must go on trying. */
  const tellQueue = () => {
    const { state, reason } = runner.duty();
    const isOnlyOne = reason === 'missedRings' && (team.othersOnPost() ?? 0) === 0;
    const wish = isOnlyOne && state === 'notReady' ? 'open' : queueWishOf(state);
    queue.want(runner.user() === null ? null : wish);
  };
  const noteEffect = (effect: AgentEffect, guard: Guard) => {
    const user = runner.user();
    if (user === null || effect.kind !== 'changed') return;
    const { from, to, reason, cause, at } = effect;
    const change = {
      changeId: deps.newId(),
      workNo: user.workNo,
      from,
      to,
      reason,
      cause,
      guard,
      at,
    };
    logger.info('agent.changed', { from, to, cause, guard });
    inOrder('agent.note', () => deps.enqueue({ kind: 'agentState', change }));
  };
  const runner = createAgentRunner({
    ...deps,
    onDuty() {
      keep();
      tellQueue();
      show();
      team.reportSoon();
    },
    onEffect: noteEffect,
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
    if (ask?.answer === 'granted') deps.inBackground('agent.granted', carryOutGranted);
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
  const carryOutGranted = async () => {
    const granted = ask;
    ask = null;
    if (granted) await change({ to: granted.to, reason: granted.reason, unguarded: false });
  };
  /** Asks the hub whether this agent may leave. Throws when not. */
  const guardOf = async (wish: AgentWish): Promise<Guard> => {
    const mine = report();
    if (mine === null) return 'notAsked';
    const { to, reason } = wish;
    try {
      const { verdict } = await link.call((hub) => hub.agents.leave({ to, reason, report: mine }));
      if (verdict === 'refused') throw new AppError('agent.lastReady');
      return verdict;
    } catch (error) {
      if (errorCodeOf(error) === 'agent.lastReady') throw error;
      if (!wish.unguarded) throw new AppError('agent.guardUnknown', { cause: error });
      logger.warn('agent.leftUnguarded', { to, code: errorCodeOf(error) });
      return 'unknown';
    }
  };
  const carryOut = (event: AgentEvent, guard?: Guard) => {
    const { refused } = runner.send(event, guard);
    if (refused) throw new AppError(refused);
  };
  const change = async (wish: AgentWish) => {
    const event = eventOf(wish);
    const before = runner.duty();
    const trial = runner.tryOut(event);
    if (trial.refused) throw new AppError(trial.refused);
    const leaves =
      isOnPost(before.state, before.next?.state ?? null) &&
      !isOnPost(trial.duty.state, trial.duty.next?.state ?? null);
    carryOut(event, leaves ? await guardOf(wish) : 'notAsked');
  };

  return {
    handleUser(user, resumes) {
      if (runner.user()?.userId === user?.userId) return;
      runner.send({ kind: 'signOut', atOnce: true });
      ask = null;
      deps.onTeam(null);
      const seated = user?.role === 'admin' ? null : user;
      runner.seat(seated, signedOutDuty(clock.now()));
      tellQueue();
      if (seated) inOrder('agent.load', () => takeSeat(seated, resumes));
      else show();
    },
    handlePhone(snapshot) {
      const { registration, calls } = snapshot;
      const isRegistered = registration.kind === 'registered';
      if (isRegistered !== reachable) team.reportSoon();
      reachable = isRegistered;
      queue.registeredSince(isRegistered ? registration.sinceAt : null);
      if (runner.user() !== null) runner.send({ kind: 'calls', calls: calls.filter(isCitizens) });
    },
    checkDialling(command) {
      if (command.kind !== 'dial' || runner.user() === null) return;
      if (mayDialOut(runner.duty().state) || runner.duty().talking) return;
      const { dialPlan, echoNumber } = deps.calling ?? defaultCallSettings;
      if (isEmergencyNumber(dialPlan, command.number) || command.number === echoNumber) return;
      throw new AppError('agent.notAllowedNow');
    },
    async signIn() {
      await chain;
      carryOut({ kind: 'signIn' });
    },
    change,
    extend: async (reason) => carryOut({ kind: 'extend', reason }),
    finish: async () => carryOut({ kind: 'finish' }),
    async ask(wish) {
      await link.call((hub) => hub.agents.ask(wish));
      team.reportSoon();
    },
    async leaveDesk() {
      if (runner.user() === null) return;
      runner.send({ kind: 'signOut', atOnce: true });
      await Promise.all([queue.settle(leaveLimitMs), chain]);
      const last = report();
      if (last) await link.call((hub) => hub.agents.report(last)).catch(() => {});
    },
    async run(signal) {
      await team.run(signal);
      queue.close();
      runner.close();
    },
    settled: () => chain,
  };

  async function takeSeat(user: User, resumes: boolean): Promise<void> {
    const kept = await loadDuty(deps.meta, user.workNo, clock.now());
    if (runner.user()?.userId !== user.userId) return;
    orderDone = kept.orderDone;
    runner.seat(user, resumes ? kept.duty : signedOutDuty(clock.now()));
    if (resumes) runner.send({ kind: 'tick' });
    else runner.send({ kind: 'signIn' });
    tellQueue();
    show();
    team.reportSoon();
  }

  /** A test of the sound is no conversation to work on. */
  function isCitizens(call: PhoneSnapshot['calls'][number]): boolean {
    return call.direction === 'inbound' || call.number.raw !== deps.calling?.echoNumber;
  }
}

function eventOf({ to, reason, minutes = null }: AgentWish): AgentEvent {
  if (to === 'signedOut') return { kind: 'signOut', atOnce: false };
  const lengthMs = minutes === null ? null : minutes * 60_000;
  return { kind: 'change', plan: { state: to, reason, lengthMs } };
}
