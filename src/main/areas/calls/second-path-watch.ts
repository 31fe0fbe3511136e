import type { Clock } from '../../../shared/clock.ts';
import type { CallListFilter, CallListItem } from '../../../shared/contract/calls/schemas.ts';
import type { Problems } from '../../host/problems.ts';
import type { Timers } from '../../host/timers.ts';

export interface SecondPathWatchDeps {
  /** Calls of all desks, as the hub has them. Rejects while it cannot be reached. */
  readonly calls: (filter: CallListFilter) => Promise<{ readonly items: readonly CallListItem[] }>;
  /** Is a lead signed in here? Nobody else is told. */
  readonly isLead: () => boolean;
  readonly timers: Timers;
  readonly clock: Clock;
  readonly problems: Problems;
  readonly signal: AbortSignal;
}

const everyMs = 10_000;
/** So long a lead is told of it. */
const toldForMs = 600_000;
const longestRingMs = 120_000;

/**
 * Tells the lead when a call rang at a desk until the second phone rang, too (the PBX's night path): the desk's record of
 * the call says so as soon as its ring is over.
 */
export async function runSecondPathWatch(deps: SecondPathWatchDeps): Promise<void> {
  const { clock, problems, signal, timers } = deps;
  let told: ReadonlySet<string> = new Set();
  const look = async () => {
    const now = clock.now();
    const since = now - toldForMs;
    const { items } = deps.isLead()
      ? await deps.calls({ ...inboundUnanswered, from: since - longestRingMs })
      : { items: [] };
    const current = new Set<string>();
    for (const { call } of items) {
      if (call.secondPathAt === undefined || call.secondPathAt < since) continue;
      const problemId = `secondPath:${call.callId}`;
      current.add(problemId);
      problems.raise({ problemId, code: 'phone.secondPath', detail: call.agentWorkNo });
    }
    for (const problemId of told) if (!current.has(problemId)) problems.clear(problemId);
    told = current;
  };
  while (!signal.aborted) {
    // A hub that is away has its own place in the status bar; what was told stays told.
    await look().catch(() => undefined);
    await timers.wait(everyMs, signal);
  }
}

const inboundUnanswered: CallListFilter = {
  from: null,
  to: null,
  agentWorkNo: null,
  direction: 'inbound',
  text: '',
  recordingStates: [],
  answered: false,
  limit: 50,
  offset: 0,
};
