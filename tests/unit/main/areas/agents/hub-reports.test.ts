import { expect, test } from 'vitest';
import { createHubReports } from '../../../../../src/main/areas/agents/hub-reports.ts';
import type { AgentReport } from '../../../../../src/shared/contract/agents/schemas.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

type Deps = Parameters<typeof createHubReports>[0];

test('an answer that comes when somebody else works here is nobody’s: no order, no ask, no team', async () => {
  const answered = Promise.withResolvers<object>();
  const stop = new AbortController();
  const told: string[] = [];
  let person: string | null = '1001';
  const reports = createHubReports({
    link: { call: () => answered.promise } as unknown as Deps['link'],
    clock: { now: () => 0, monotonicMs: () => 0 },
    timers: { wait: () => Promise.resolve(stop.abort()) } as unknown as Deps['timers'],
    logger: silentLogger,
    person: () => person,
    report: () => ({}) as AgentReport,
    onAnswer: () => told.push('answer'),
    onOrder: () => told.push('order'),
  });
  const running = reports.run(stop.signal);
  person = '1002';
  answered.resolve({ othersOnPost: 1, order: { orderId: 'an order' } });
  await running;
  expect(told).toEqual([]);
});
