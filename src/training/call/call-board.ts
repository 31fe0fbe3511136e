import type { Logger } from '../../shared/logger.ts';
import type { TakenCall } from './agent-call.ts';
import type { PlacedCall } from './citizen-call.ts';
import type { Leg } from './leg.ts';
import type { TrainingCall } from './training-call.ts';

/** The calls that are up, and only those: an ended call leaves the board by itself. */
export interface CallBoard {
  addPlaced(call: PlacedCall): TrainingCall;
  addTaken(call: TakenCall): void;
  legs(): readonly Leg[];
  taken(): Iterable<TakenCall>;
  onTaken(listener: (call: TrainingCall) => void): () => void;
  /** Hangs up every call. */
  clear(): void;
}

export function createCallBoard(logger: Logger): CallBoard {
  const placed = new Set<PlacedCall>();
  const taken = new Set<TakenCall>();
  const listeners = new Set<(call: TrainingCall) => void>();

  function follow<C extends PlacedCall>(calls: Set<C>, entry: C): TrainingCall {
    const { sipCallId, direction, ended } = entry.call;
    calls.add(entry);
    logger.info('training.callBegan', { sipCallId, direction });
    void ended.then(({ how, status }) => {
      calls.delete(entry);
      logger.info('training.callEnded', { sipCallId, how, status });
    });
    return entry.call;
  }

  return {
    addPlaced: (entry) => follow(placed, entry),
    addTaken(entry) {
      const call = follow(taken, entry);
      for (const listener of [...listeners]) listener(call);
    },
    legs: () => [...placed, ...taken].map(({ leg }) => leg),
    taken: () => taken,
    onTaken(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear() {
      for (const { call, leg } of [...placed, ...taken]) {
        call.hangUp();
        leg.end({ how: 'lost', status: null });
      }
    },
  };
}
