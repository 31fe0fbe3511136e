import { AppError } from '../../../shared/app-error.ts';
import type { AgentEvent } from '../../../shared/domain/agents/agent-duty.ts';
import { isOnPost, mayDialOut } from '../../../shared/domain/agents/agent-rules.ts';
import type { AgentStateName } from '../../../shared/domain/agents/agent-view.ts';
import { defaultCallSettings } from '../../../shared/domain/phone/call-settings.ts';
import { isEmergencyNumber } from '../../../shared/domain/calls/dial-plan.ts';
import type { PhoneCommand, PhoneSnapshot } from '../../../shared/domain/phone/phone-state.ts';
import type { User } from '../../../shared/domain/session/user.ts';
import type { Guard } from './agent-runner.ts';
import { type AgentSeatDeps, createAgentSeat } from './agent-seat.ts';
import { askGuard } from './ask-guard.ts';

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
  /** The verdict of the seat has changed. */
  handleSeat(): void;
  /** A call for help, which nothing refuses. */
  isEmergency(command: PhoneCommand): boolean;
  /** Throws `agent.notDialling` for a call out of a state that does not dial; emergency calls always pass. */
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

export type AgentServiceDeps = Omit<AgentSeatDeps, 'onGranted'>;

/** How long leaving the desk waits for the PBX queue. */
const leaveLimitMs = 3000;

export function createAgentService(deps: AgentServiceDeps): AgentService {
  const { link } = deps;
  const seat = createAgentSeat({
    ...deps,
    onGranted: (wish) => change({ ...wish, unguarded: false }),
  });
  const { runner, queue, team } = seat;
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
    carryOut(event, leaves ? await askGuard(deps, seat.report(), wish) : 'notAsked');
  };

  const { dialPlan, echoNumber } = deps.calling ?? defaultCallSettings;
  const isEmergency = (command: PhoneCommand) =>
    command.kind === 'dial' && isEmergencyNumber(dialPlan, command.number);

  return {
    isEmergency,
    handleUser(user, resumes) {
      if (runner.user()?.userId === user?.userId) return;
      runner.send({ kind: 'signOut', atOnce: true });
      if (user === null || user.role === 'admin') seat.empty();
      else seat.take(user, resumes);
    },
    handlePhone({ registration, calls }) {
      const isRegistered = registration.kind === 'registered';
      queue.registeredSince(isRegistered ? registration.sinceAt : null);
      if (runner.user() !== null) runner.send({ kind: 'calls', calls: calls.filter(isCitizens) });
    },
    handleSeat: seat.handleSeat,
    checkDialling(command) {
      if (command.kind !== 'dial' || runner.user() === null) return;
      if (mayDialOut(runner.duty().state) || runner.duty().talking) return;
      if (isEmergency(command) || command.number === echoNumber) return;
      throw new AppError('agent.notDialling');
    },
    async signIn() {
      await seat.settled();
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
      await Promise.all([queue.settle(leaveLimitMs), seat.settled()]);
      const last = seat.report();
      if (last) await link.call((hub) => hub.agents.report(last)).catch(() => {});
    },
    async run(signal) {
      await team.run(signal);
      queue.close();
      runner.close();
    },
    settled: seat.settled,
  };

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
