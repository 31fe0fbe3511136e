import type { HeardReport } from '../media/heard-meter.ts';
import type { CallEnd, TrainingEvent, CallEventKind } from './training-call.ts';

/** What has happened in a call, kept and told: the part of a `TrainingCall` that only watches. */
export interface CallLog {
  readonly ringing: Promise<boolean>;
  readonly answered: Promise<boolean>;
  readonly ended: Promise<CallEnd>;
  note(kind: CallEventKind, key?: string): void;
  noteHeard(report: HeardReport): void;
  noteEnd(end: CallEnd): void;
  hasHappened(kind: CallEventKind): boolean;
  events(): readonly TrainingEvent[];
  subscribe(listener: (event: TrainingEvent) => void): () => void;
  untilHeard(soundMs: number): Promise<boolean>;
}

/** An empty log. */
export function createCallLog(nowMs: () => number): CallLog {
  const ringing = Promise.withResolvers<boolean>();
  const answered = Promise.withResolvers<boolean>();
  const ended = Promise.withResolvers<CallEnd>();
  const listeners = new Set<(event: TrainingEvent) => void>();
  const waiting = new Set<{ soundMs: number; done: (heard: boolean) => void }>();
  const events: TrainingEvent[] = [];
  let heardMs = 0;
  const hasHappened = (kind: CallEventKind) => events.some((event) => event.kind === kind);

  function note(kind: CallEventKind, key?: string): void {
    const event = { kind, at: nowMs(), ...(key === undefined ? {} : { key }) };
    events.push(event);
    if (kind === 'ringing') ringing.resolve(true);
    if (kind === 'answered') {
      ringing.resolve(true);
      answered.resolve(true);
    }
    for (const listener of [...listeners]) listener(event);
  }

  function settleWaiting(isOver: boolean): void {
    for (const entry of [...waiting]) {
      if (!isOver && heardMs < entry.soundMs) continue;
      waiting.delete(entry);
      entry.done(heardMs >= entry.soundMs);
    }
  }

  return {
    ringing: ringing.promise,
    answered: answered.promise,
    ended: ended.promise,
    note,
    noteHeard(report) {
      if (report.soundMs > 0 && !hasHappened('agentHeard')) note('agentHeard');
      heardMs = report.soundMs;
      settleWaiting(false);
    },
    noteEnd(end) {
      note('ended');
      ringing.resolve(false);
      answered.resolve(false);
      ended.resolve(end);
      settleWaiting(true);
    },
    hasHappened,
    events: () => [...events],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    untilHeard(soundMs) {
      if (heardMs >= soundMs) return Promise.resolve(true);
      if (hasHappened('ended')) return Promise.resolve(false);
      return new Promise((done) => waiting.add({ soundMs, done }));
    },
  };
}
