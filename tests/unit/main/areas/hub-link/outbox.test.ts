import { expect, test } from 'vitest';
import { createOutbox } from '../../../../../src/main/areas/hub-link/outbox.ts';
import type { OutboxEntry } from '../../../../../src/main/storage/outbox-queries.ts';
import { AppError } from '../../../../../src/shared/app-error.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createOutbox>[0];

test('who waits for a command that was held back hears of a refusal, too', async () => {
  const entry = { commandId: 'a closing', workNo: '1001', command: {}, attempts: 0 };
  let waiting = [entry as OutboxEntry];
  const stop = new AbortController();
  const store = {
    refusedCommands: async () => [],
    countWaitingCommands: async () => waiting.length,
    nextCommand: async (_workNo: string, _passing: readonly string[], held: readonly string[]) =>
      waiting.find(({ commandId }) => !held.includes(commandId)) ?? null,
    markCommandTried: async () => undefined,
    markCommandRefused: async () => void (waiting = []),
  };
  const outbox = createOutbox({
    store,
    link: { contract: () => 2, call: () => Promise.reject(new AppError('hub.forbidden')) },
    problems: { raise: () => undefined, clear: () => undefined },
    clock: { now: () => 0, monotonicMs: () => 0 },
    timers: {
      wait: (_ms: number, signal: AbortSignal) =>
        new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        }),
    },
    logger: silentLogger,
    workNo: () => '1001',
    onWaiting: () => undefined,
  } as unknown as Deps);
  const leave = outbox.holdBack('a closing');
  const running = outbox.run(stop.signal);
  const answered = leave().then(() => 'answered');
  while (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
  const unheard = new Promise((resolve) => setImmediate(() => resolve('nothing')));
  expect(await Promise.race([answered, unheard])).toBe('answered');
  stop.abort();
  await running;
});
