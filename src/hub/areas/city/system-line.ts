import type { Logger } from '../../../shared/logger.ts';
import { toAppError } from '../../../shared/node/to-app-error.ts';
import type { ExchangeSystem } from '../../../shared/domain/city/city-exchange.ts';
import type { ChangeSignal } from '../replica/change-signal.ts';

/** One stage of the work on a line. What it throws is logged by the stage's name, and the next stage goes on. */
type Stages = Readonly<Record<string, (signal: AbortSignal) => Promise<void>>>;

export interface SystemLineDeps {
  readonly logger: Logger;
  readonly changes: ChangeSignal;
  readonly system: ExchangeSystem;
  /** How often the other side is asked for what is new. */
  readonly pollMs: number;
  /** Once, at the beginning. */
  readonly start: Stages;
  /** Of each round, before `settle`. */
  readonly ask: Stages;
  /** Also whenever a ticket has changed. */
  readonly settle: Stages;
}

/** The hub's line to another system. Nothing that a desk asks for waits for it. */
export interface SystemLine {
  /** Asks now, and delivers what is due; resolves when that is done. */
  round(): Promise<void>;
  /** Ends what runs; what was not delivered stays in the ledger. */
  close(): Promise<void>;
}

/** Begins at once; everything on one line goes one after the other. */
export function createSystemLine(deps: SystemLineDeps): SystemLine {
  const { logger, changes, system, pollMs, start, ask, settle } = deps;
  const ending = new AbortController();
  const { signal } = ending;
  let running: Promise<void> = Promise.resolve();
  let isWoken = false;
  const run = async (stages: Stages) => {
    for (const [name, work] of Object.entries(stages)) {
      if (signal.aborted) return;
      try {
        await work(signal);
      } catch (error) {
        if (!signal.aborted)
          toAppError(error, logger, { event: `${system}.failed`, place: `${system}.${name}` });
      }
    }
  };
  const inTurn = (work: () => Promise<void>) => {
    running = running.then(() => (signal.aborted ? undefined : work()));
    return running;
  };
  const round = () =>
    inTurn(async () => {
      await run(ask);
      await run(settle);
    });
  changes.onChange(() => {
    if (isWoken || signal.aborted) return;
    isWoken = true;
    void inTurn(() => {
      isWoken = false;
      return run(settle);
    });
  });
  void inTurn(() => run(start));
  void round();
  const polling = setInterval(() => void round(), pollMs);
  polling.unref();
  return {
    round,
    async close() {
      clearInterval(polling);
      ending.abort();
      await running;
    },
  };
}
