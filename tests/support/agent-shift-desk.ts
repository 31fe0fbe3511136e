import { AgentShift } from '../../src/main/areas/agents/agent-shift.ts';
import { errorCodeOf } from '../../src/shared/app-error.ts';
import type { AgentReport } from '../../src/shared/contract/agents/schemas.ts';
import type { HubCommand } from '../../src/shared/contract/commands/schemas.ts';
import type { AgentPlan } from '../../src/shared/domain/agents/agent-duty.ts';
import { defaultAgentRules } from '../../src/shared/domain/agents/agent-rules.ts';
import type { AgentTold } from '../../src/shared/domain/agents/agent-told.ts';
import type { AgentView } from '../../src/shared/domain/agents/agent-view.ts';
import type { CallView } from '../../src/shared/domain/calls/call.ts';
import {
  type CallSettings,
  defaultCallSettings,
} from '../../src/shared/domain/phone/call-settings.ts';
import type { SeatReason } from '../../src/shared/domain/seat/seat-checks.ts';
import type { Role, User } from '../../src/shared/domain/session/user.ts';
import { aSnapshot } from './host/phone-values.ts';
import { silentLogger } from './silent-logger.ts';

type Deps = ConstructorParameters<typeof AgentShift>[0];

export const aUser = (workNo: string, role: Role = 'agent'): User => ({
  userId: `user-${workNo}`,
  workNo,
  displayName: `工号${workNo}`,
  role,
});

/** What a hub answers to a report when there is nothing to say. */
export const anAnswer = { order: null, ask: null, othersOnPost: 1, team: null };

const aCalling: CallSettings = {
  ...defaultCallSettings,
  dialPlan: { ...defaultCallSettings.dialPlan, emergencyNumbers: ['110', '12119'] },
  echoNumber: '9999',
  queueCodes: { logIn: 'in', logOut: 'out', pause: 'pause', unpause: 'unpause' },
};

/**
 * The real shift of an agent over a table in memory, a clock that the test moves, and a hub that answers as the test says.
 * What the shift told is kept in lists, the newest last.
 */
export function createShiftDesk(calling: CallSettings | null = aCalling) {
  let wakeReports = () => {};
  const desk = {
    meta: new Map<string, string>(),
    now: 1_000_000,
    ticks: [] as { readonly at: number; readonly call: () => void }[],
    /** How long the desk has waited between two reports, in milliseconds. */
    waits: [] as number[],
    views: [] as (AgentView | null)[],
    told: [] as readonly AgentTold[],
    sent: [] as HubCommand[],
    reports: [] as AgentReport[],
    answer: (): object => anAnswer,
    leave: async (): Promise<object> => ({ verdict: 'passed' }),
    /** What the hub was asked for: leaves, wishes, and that a wish is taken back. */
    asked: [] as object[],
    teams: [] as (object | null)[],
    /** Feature codes that the PBX was told. */
    codes: [] as string[],
    reason: null as SeatReason | null,
    owes: false,
    owedSince: [] as number[],
    /** Names of what went wrong where nobody waited for it. */
    failed: [] as string[],
  };
  const agents = {
    report: async (report: AgentReport) => {
      desk.reports.push(report);
      return desk.answer();
    },
    leave: async (wish: object) => {
      desk.asked.push(wish);
      return desk.leave();
    },
    withdraw: async () => void desk.asked.push({ withdrawn: true }),
  };
  const make = () =>
    new AgentShift({
      meta: {
        getMeta: async (key: string) => desk.meta.get(key) ?? null,
        // A disk takes its time.
        setMeta: (key: string, value: string) =>
          new Promise<void>((resolve) => {
            setImmediate(() => {
              desk.meta.set(key, value);
              resolve();
            });
          }),
      },
      link: { call: async (ask: (hub: object) => unknown) => ask({ agents }) },
      clock: { now: () => desk.now, monotonicMs: () => desk.now },
      timers: {
        wait: (ms: number, signal: AbortSignal) =>
          new Promise<void>((resolve) => {
            // The queue is looked at each so often when somebody leaves.
            if (ms === 50) return void setImmediate(resolve);
            desk.waits.push(ms);
            wakeReports = resolve;
            if (signal.aborted) resolve();
            signal.addEventListener('abort', () => resolve());
          }),
        after(ms: number, call: () => void) {
          const tick = { at: desk.now + ms, call };
          desk.ticks.push(tick);
          return () => void (desk.ticks = desk.ticks.filter((one) => one !== tick));
        },
      },
      random: () => 0,
      newId: () => 'change',
      logger: silentLogger,
      rules: defaultAgentRules,
      calling,
      extension: '8001',
      inBackground: (name: string, task: () => Promise<unknown>) =>
        void task().catch(() => desk.failed.push(name)),
      enqueue: async (command: HubCommand) => void desk.sent.push(command),
      owesResult: (since: number) => (desk.owedSince.push(since), desk.owes),
      seat: () => ({ checks: [], reason: desk.reason }),
      tellPbx: async (code: string) => void desk.codes.push(code),
      onView: (view: AgentView | null) => void desk.views.push(view),
      onTeam: (team: object | null) => void desk.teams.push(team),
      onTold: (told: readonly AgentTold[]) => void (desk.told = told),
    } as unknown as Deps);
  let shift = make();
  return Object.assign(desk, {
    shift: () => shift,
    /** A restart of the host: a new shift over what is kept. */
    open: () => void (shift = make()),
    settled,
    async arrive(user: User | null, resumes = false) {
      shift.handleUser(user, resumes);
      await settled();
    },
    state: () => desk.views.at(-1)?.state,
    pass(ms: number) {
      desk.now += ms;
      const due = desk.ticks.filter(({ at }) => at <= desk.now);
      desk.ticks = desk.ticks.filter(({ at }) => at > desk.now);
      for (const { call } of due) call();
    },
    /** Begins to report; the first report is answered when this resolves. */
    async reporting(): Promise<AbortController> {
      const stop = new AbortController();
      shift.start(stop.signal);
      await settled();
      return stop;
    },
    /** One more report, and its answer. */
    async report() {
      wakeReports();
      await settled();
      wakeReports();
      await settled();
    },
    changes: () =>
      desk.sent.flatMap((command) => (command.kind === 'agentState' ? [command.change] : [])),
    say: (...calls: CallView[]) => shift.handlePhone(aSnapshot(...calls)),
    /** The phone has registered at `sinceAt`. */
    register: (sinceAt: number) =>
      shift.handlePhone({
        ...aSnapshot(),
        registration: { kind: 'registered', sinceAt, provenAt: sinceAt, expiresAt: sinceAt + 1 },
      }),
    change: (plan: AgentPlan) => shift.change(plan, { unguarded: false }),
  });
}

/** Everything that is on its way in memory has arrived. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The code of the error that `task` fails with; `null` = it does not. */
export async function codeOf(task: () => unknown) {
  try {
    await task();
    return null;
  } catch (error) {
    return errorCodeOf(error);
  }
}
