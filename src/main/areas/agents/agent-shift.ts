import { AppError } from '../../../shared/app-error.ts';
import type {
  AgentChange,
  AgentOrder,
  AgentReport,
  AgentReportAnswer,
} from '../../../shared/contract/agents/schemas.ts';
import {
  type AgentDuty,
  type AgentEffect,
  type AgentEvent,
  type AgentPlan,
  type AgentStep,
  signedOutDuty,
  signedOutPlan,
} from '../../../shared/domain/agents/agent-duty.ts';
import { dueAt, stepAgent, toAgentView } from '../../../shared/domain/agents/agent-machine.ts';
import { isOnPost, mayDialOut, queueStateFor } from '../../../shared/domain/agents/agent-rules.ts';
import { orderBehind } from '../../../shared/domain/agents/agent-told.ts';
import type { AgentAsk, AgentView } from '../../../shared/domain/agents/agent-view.ts';
import { isEmergencyNumber } from '../../../shared/domain/calls/dial-plan.ts';
import { defaultCallSettings, isSoundTest } from '../../../shared/domain/phone/call-settings.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import { keptDuty } from '../../../shared/kept/agent-duty.ts';
import { loadKept, saveKept } from '../../../shared/kept/kept.ts';
import type { Area } from '../../host/host-core.ts';
import { askGuard } from './ask-guard.ts';
import { type HubReports, createHubReports } from './hub-reports.ts';
import { type QueueSync, createQueueSync } from './queue-sync.ts';
import { type ToldHere, createToldHere } from './told-here.ts';
import type { AgentShiftDeps } from './agent-shift-deps.ts';

type Guard = AgentChange['guard'];

/** The phone page tells when a call ended, and the duty when it heard of that. */
const endSlackMs = 30_000;

/** How long leaving the desk waits for the PBX queue. */
const leaveLimitMs = 3000;

/**
 * The person at this desk as an agent: one duty that follows the machine's rules (`agent-machine.ts`), keeps time, outlives
 * a restart, and is told to page, PBX queue and hub. What a person asks for throws `agent.*` codes.
 */
export class AgentShift implements Area {
  readonly #deps: AgentShiftDeps;
  readonly #queue: QueueSync;
  readonly #reports: HubReports;
  readonly #told: ToldHere;
  #user: User | null = null;
  #duty: AgentDuty;
  #ask: AgentAsk | null = null;
  /** The last order of a lead that was carried out. */
  #orderDone: string | null = null;
  /** The hub has said that it reads reasons; one of an older release refuses a report with them. */
  #tellsWhy = false;
  #reportedReason = '';
  #shown = '';
  #cancelTick = () => {};
  /** Everything that goes to the disk, one after the other. */
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: AgentShiftDeps) {
    this.#deps = deps;
    this.#duty = signedOutDuty(deps.clock.now());
    this.#queue = createQueueSync({
      ...deps,
      codes: deps.calling?.queueCodes ?? null,
      dial: deps.tellPbx,
      onChange: () => this.#show(),
    });
    this.#told = createToldHere({
      ...deps,
      inOrder: (taskName, task) => this.#inOrder(taskName, task),
    });
    this.#reports = createHubReports({
      ...deps,
      person: () => this.#user?.userId ?? null,
      report: () => this.#report(),
      onAnswer: (answer) => this.#handleAnswer(answer),
      onOrder: (order) => this.#carryOutOrder(order),
    });
  }

  start(signal: AbortSignal): void {
    this.#deps.inBackground('agent', async () => {
      await this.#reports.run(signal);
      this.#queue.close();
      this.#cancelTick();
    });
  }

  /** Resolves when nothing is on its way to the disk any more. */
  stop(): Promise<void> {
    return this.#writing;
  }

  /** `resumes`: the host started again in mid-shift, and the duty goes on where it stood. */
  handleUser(user: User | null, resumes: boolean): void {
    if (this.#user?.userId === user?.userId) return;
    this.#send({ kind: 'signOut', atOnce: true });
    this.#ask = null;
    this.#told.leave();
    this.#deps.onTeam(null);
    this.#user = user?.role === 'admin' ? null : user;
    this.#setDuty(signedOutDuty(this.#deps.clock.now()));
    this.#syncQueue();
    if (this.#user === null) return this.#show();
    const person = this.#user;
    this.#inOrder('agent.load', () => this.#takeUp(person, resumes));
  }

  handlePhone({ registration, calls }: PhoneSnapshot): void {
    this.#queue.registeredSince(registration.kind === 'registered' ? registration.sinceAt : null);
    if (this.#user === null) return;
    const { calling } = this.#deps;
    this.#send({ kind: 'calls', calls: calls.filter((call) => !isSoundTest(calling, call)) });
  }

  /** The verdict of the seat has changed. */
  handleSeat(): void {
    this.#syncQueue();
    const reason = JSON.stringify(this.#deps.seat().reason);
    if (reason !== this.#reportedReason) this.#reports.reportSoon();
    this.#reportedReason = reason;
  }

  /** A call for help, which nothing refuses. */
  isEmergency(command: PhoneCommand): boolean {
    const { dialPlan } = this.#deps.calling ?? defaultCallSettings;
    return command.kind === 'dial' && isEmergencyNumber(dialPlan, command.number);
  }

  /** Throws `agent.notDialling` for a call out of a state that does not dial; emergency calls always pass. */
  checkDialling(command: PhoneCommand): void {
    if (command.kind !== 'dial' || this.#user === null) return;
    if (mayDialOut(this.#duty.state) || this.#duty.talking) return;
    if (this.isEmergency(command) || command.number === this.#deps.calling?.echoNumber) return;
    throw new AppError('agent.notDialling');
  }

  async signIn(): Promise<void> {
    await this.#writing;
    this.#carryOut({ kind: 'signIn' });
  }

  /** `unguarded`: the agent has confirmed to leave although the guard cannot be asked. */
  async change(plan: AgentPlan, { unguarded }: { readonly unguarded: boolean }): Promise<void> {
    if (plan.state === 'ready') this.#refuseWhileOwed();
    const event: AgentEvent =
      plan.state === 'signedOut' ? { kind: 'signOut', atOnce: false } : { kind: 'change', plan };
    const { duty, refused } = this.#tryOut(event);
    if (refused) throw new AppError(refused);
    const leaves = isAtPost(this.#duty) && !isAtPost(duty);
    const asker = this.#user?.userId;
    const guard = leaves ? await this.#askGuard(plan, unguarded) : 'notAsked';
    // The hub was slow, and somebody else sits here now: the wish was not theirs.
    if (this.#user?.userId === asker) this.#carryOut(event, guard);
  }

  async extend(reason: string): Promise<void> {
    this.#carryOut({ kind: 'extend', reason });
  }

  /** After-call work is done. Throws `agent.resultOwed` while nobody has said what came of the call. */
  async finish(): Promise<void> {
    this.#refuseWhileOwed();
    this.#carryOut({ kind: 'finish' });
  }

  /** Asked of the person only: when the time of after-call work is over, calls come again, and the result is asked for later. */
  #refuseWhileOwed(): void {
    const { state, since } = this.#duty;
    if (state === 'afterCallWork' && this.#deps.owesResult(since - endSlackMs))
      throw new AppError('agent.resultOwed');
  }

  /** Asks the lead for a leave that the guard refused. */
  async ask(leave: Pick<AgentAsk, 'to' | 'reason'>): Promise<void> {
    await this.#deps.link.call((hub) => hub.agents.ask(leave));
    this.#reports.reportSoon();
  }

  /** Takes the ask back; nobody is told that it was not answered. */
  async withdraw(): Promise<void> {
    await this.#deps.link.call((hub) => hub.agents.withdraw());
    this.#ask = null;
    this.#show();
    this.#reports.reportSoon();
  }

  /** The agent has read it. */
  async putAway({ toldId }: { readonly toldId: string }): Promise<void> {
    this.#told.putAway(toldId);
  }

  /** May the person leave the desk? Throws as `change` does. */
  async guardOfLeaving({ unguarded }: { readonly unguarded: boolean }): Promise<Guard> {
    return isAtPost(this.#duty) ? this.#askGuard(signedOutPlan, unguarded) : 'notAsked';
  }

  /** Before the person leaves the desk for good: signs out, tells queue and hub, waits for them a moment. */
  async leaveDesk(guard?: Guard): Promise<void> {
    if (this.#user === null) return;
    this.#send({ kind: 'signOut', atOnce: true }, guard);
    await Promise.all([this.#queue.settle(leaveLimitMs), this.#writing]);
    const last = this.#report();
    if (last) await this.#deps.link.call((hub) => hub.agents.report(last)).catch(() => {});
  }

  /** What `event` would come to, without doing it. */
  #tryOut(event: AgentEvent): AgentStep {
    const { clock, rules } = this.#deps;
    const role = this.#user?.role ?? 'agent';
    return stepAgent(this.#duty, event, { at: clock.now(), rules, role });
  }

  #send(event: AgentEvent, guard: Guard = 'notAsked'): AgentStep {
    const before = this.#duty;
    const step = this.#tryOut(event);
    this.#setDuty(step.duty);
    if (!isSame(before, step.duty)) {
      this.#keep();
      this.#tell();
    }
    for (const effect of step.effects) this.#note(effect, guard);
    return step;
  }

  #carryOut(event: AgentEvent, guard?: Guard): void {
    const { refused } = this.#send(event, guard);
    if (refused) throw new AppError(refused);
  }

  #carryOutOrder({ orderId, to, reason, by = '', why = '', at }: AgentOrder): void {
    if (orderId === this.#orderDone) return;
    this.#orderDone = orderId;
    const isOut = this.#duty.state === 'signedOut';
    // Nobody is signed in by somebody else: the person may have gone, and a citizen's call would ring at an empty seat.
    const kind = isOut ? 'recall' : 'order';
    if (!isOut || to !== 'signedOut') this.#told.tell({ toldId: orderId, kind, to, by, why, at });
    if (!isOut) this.#send({ kind: 'forced', plan: { state: to, reason, lengthMs: null } });
    this.#keep();
    this.#reports.reportSoon();
  }

  #setDuty(duty: AgentDuty): void {
    this.#duty = duty;
    this.#cancelTick();
    this.#cancelTick = () => {};
    const due = dueAt(duty);
    if (due === null) return;
    const { clock, timers } = this.#deps;
    const wait = Math.max(0, due - clock.now());
    this.#cancelTick = timers.after(wait, () => void this.#send({ kind: 'tick' }));
  }

  /** Takes up what was kept of `user`, or signs in anew. */
  async #takeUp(user: User, resumes: boolean): Promise<void> {
    const { meta, logger, clock } = this.#deps;
    const kept = await loadKept(meta, keptDuty(user.workNo), logger);
    await this.#told.takeUp(user.workNo, () => this.#user?.userId === user.userId);
    if (this.#user?.userId !== user.userId) return;
    this.#orderDone = kept?.orderDone ?? null;
    this.#setDuty(resumes && kept ? kept.duty : signedOutDuty(clock.now()));
    this.#send({ kind: resumes ? 'tick' : 'signIn' });
    this.#tell();
  }

  #keep(): void {
    const user = this.#user;
    const kept = { duty: this.#duty, orderDone: this.#orderDone };
    if (!user) return;
    const { meta } = this.#deps;
    this.#inOrder('agent.keep', () => saveKept(meta, keptDuty(user.workNo), kept));
  }

  /** Each change goes into the hub's history. */
  #note(effect: AgentEffect, guard: Guard): void {
    if (effect.kind !== 'changed' || this.#user === null) return;
    const { kind, ...facts } = effect;
    const { newId, logger, enqueue } = this.#deps;
    const { to, reason } = facts;
    const why = orderBehind({ state: to, reason, next: null }, this.#told.list())?.why;
    const change = { changeId: newId(), workNo: this.#user.workNo, guard, ...facts, why };
    logger.info(`agent.${kind}`, { from: change.from, to: change.to, guard });
    this.#inOrder('agent.note', () => enqueue({ kind: 'agentState', change }));
  }

  #inOrder(taskName: string, task: () => Promise<void>): void {
    const done = this.#writing.then(task);
    this.#writing = done.catch(() => {});
    this.#deps.inBackground(taskName, () => done);
  }

  #tell(): void {
    this.#syncQueue();
    this.#show();
    this.#reports.reportSoon();
  }

  #syncQueue(): void {
    if (this.#user === null) return this.#queue.want(null);
    const others = this.#reports.othersOnPost() ?? 0;
    this.#queue.want(queueStateFor(this.#duty, this.#deps.seat().reason, others));
  }

  #show(): void {
    const view = this.#view();
    const text = JSON.stringify(view);
    if (text !== this.#shown) this.#deps.onView(view);
    this.#shown = text;
  }

  #view(): AgentView | null {
    if (this.#user === null) return null;
    return toAgentView(this.#duty, { queueTold: this.#queue.told(), ask: this.#ask });
  }

  /** What the hub is told; `null` = nobody is at the desk. */
  #report(): AgentReport | null {
    const agent = this.#view();
    if (agent === null) return null;
    const { reason } = this.#deps.seat();
    return {
      agent: { ...agent, ask: null },
      talking: this.#duty.talking,
      reachable: reason === null,
      why: this.#tellsWhy ? reason : undefined,
      orderDone: this.#orderDone,
      extension: this.#deps.extension,
    };
  }

  #handleAnswer(answer: AgentReportAnswer | null): void {
    this.#tellsWhy = answer?.tellsWhy ?? false;
    this.#deps.onTeam(answer);
    if (answer === null) return;
    const { state, next } = this.#duty;
    const stands = { state, next: next?.state ?? null };
    this.#told.tellOfAsk({ before: this.#ask, after: answer.ask }, stands);
    this.#ask = answer.ask;
    this.#syncQueue();
    this.#show();
    if (answer.ask?.answer !== 'granted') return;
    const { to, reason, askedAt, by = '' } = answer.ask;
    this.#ask = null;
    const plan = { state: to, reason, lengthMs: null };
    this.#deps.inBackground('agent.granted', async () => {
      await this.change(plan, { unguarded: false });
      this.#told.tell({ toldId: `granted:${askedAt}`, kind: 'granted', to, by, why: '' });
    });
  }

  async #askGuard({ state: to, reason }: AgentPlan, unguarded: boolean): Promise<Guard> {
    const report = this.#report();
    if (report === null) return 'notAsked';
    const { link, logger } = this.#deps;
    const ask = () => link.call((hub) => hub.agents.leave({ to, reason, report }));
    const guard = await askGuard(ask, unguarded);
    if (guard === 'unknown') logger.warn('agent.leftUnguarded', { to });
    return guard;
  }
}

const isAtPost = ({ state, next }: AgentDuty) => isOnPost(state, next?.state ?? null);

/** Is nothing different but the time it was last looked at? */
function isSame(before: AgentDuty, after: AgentDuty): boolean {
  return JSON.stringify({ ...before, seenAt: after.seenAt }) === JSON.stringify(after);
}
