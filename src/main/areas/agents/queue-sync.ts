import type { QueueState } from '../../../shared/domain/agents/agent-rules.ts';
import type { QueueCodes } from '../../../shared/domain/phone/call-settings.ts';
import type { Logger } from '../../../shared/logger.ts';
import { errorCodeOf } from '../../../shared/app-error.ts';
import { type Timers, jitter } from '../../host/timers.ts';

/** Keeps the PBX queue, by feature codes, at how it is to treat this desk's phone. */
export interface QueueSync {
  /** `null` = nobody is at the desk and nothing is told. */
  want(state: QueueState | null): void;
  /** Registered since this moment; `null` = not registered. A new registration is told everything anew. */
  registeredSince(sinceAt: number | null): void;
  /** The PBX has been told all that is wanted; `null` = it is not told at all. */
  told(): boolean | null;
  /** Resolves when it has, or after `limitMs`. */
  settle(limitMs: number): Promise<void>;
  close(): void;
}

/** What the PBX is known to have heard in this registration. */
interface Told {
  readonly member: 'in' | 'out' | 'unknown';
  readonly paused: boolean | null;
}
const nothing: Told = { member: 'unknown', paused: null };

export function createQueueSync(deps: {
  readonly codes: QueueCodes | null;
  /** Dials a feature code; resolves when the PBX has accepted it. */
  readonly dial: (code: string) => Promise<void>;
  readonly timers: Timers;
  readonly random: () => number;
  readonly logger: Logger;
  readonly onChange: () => void;
}): QueueSync {
  const { codes, timers } = deps;
  const stop = new AbortController();
  let wanted: QueueState | null = null;
  let epoch: number | null = null;
  let told = nothing;
  let failures = 0;
  let running = false;
  let wakeUp = new AbortController();

  const next = () =>
    codes === null || wanted === null || epoch === null ? null : nextStep(wanted, told, codes);
  const isTold = () =>
    codes === null ? null : wanted !== null && epoch !== null && next() === null;
  const tellOne = async (step: Step) => {
    const at = epoch;
    try {
      await deps.dial(step.code);
      if (epoch === at) told = step.after;
      failures = 0;
    } catch (error) {
      deps.logger.warn('agent.queueNotTold', { code: errorCodeOf(error), failures });
      const pause = jitter(failures, deps.random, 1000, 30_000);
      failures += 1;
      await timers.wait(pause, AbortSignal.any([stop.signal, wakeUp.signal]));
    }
    deps.onChange();
  };
  const run = async () => {
    if (running) return;
    running = true;
    for (let step = next(); step && !stop.signal.aborted; step = next()) await tellOne(step);
    running = false;
  };
  /** `tellOne` catches everything; nothing can reject here. */
  const look = () => {
    wakeUp.abort();
    wakeUp = new AbortController();
    void run();
    deps.onChange();
  };

  return {
    want(state) {
      if (wanted === state) return;
      wanted = state;
      look();
    },
    registeredSince(sinceAt) {
      if (epoch === sinceAt) return;
      epoch = sinceAt;
      told = nothing;
      failures = 0;
      look();
    },
    told: isTold,
    async settle(limitMs) {
      const limit = AbortSignal.any([stop.signal, AbortSignal.timeout(limitMs)]);
      while (isTold() === false && epoch !== null && !limit.aborted) await timers.wait(50, limit);
    },
    close: () => stop.abort(),
  };
}

interface Step {
  readonly code: string;
  readonly after: Told;
}

/** The next code to dial, in the order in which a queue understands them; `null` = nothing is left. */
function nextStep(wanted: QueueState, told: Told, codes: QueueCodes): Step | null {
  if (wanted === 'loggedOut') {
    return told.member === 'out'
      ? null
      : { code: codes.logOut, after: { member: 'out', paused: null } };
  }
  if (told.member !== 'in') return { code: codes.logIn, after: { member: 'in', paused: null } };
  const paused = wanted === 'paused';
  if (told.paused === paused) return null;
  return { code: paused ? codes.pause : codes.unpause, after: { member: 'in', paused } };
}
