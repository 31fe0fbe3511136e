import { expect, test } from 'vitest';
import { createHubReports } from '../../../../../src/main/areas/agents/hub-reports.ts';
import type { AgentReport } from '../../../../../src/shared/contract/agents/schemas.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

test('what the hub answers is read as the contract says: names are cleaned, what a newer hub adds is passed over, nonsense is no answer', async () => {
  const colleague = {
    workNo: '1002',
    displayName: '坐席\u202E二',
    isLead: false,
    state: 'ready',
    extension: '1002',
    reachable: true,
  };
  const whole = { order: null, ask: null, othersOnPost: 1, team: null };
  const answers = [
    { ...whole, ofTomorrow: 1, colleagues: [{ ...colleague, ofTomorrow: 1 }] },
    { ...whole, othersOnPost: 'many' },
  ];
  const stop = new AbortController();
  const told: unknown[] = [];
  const reports = createHubReports({
    link: { call: () => Promise.resolve(answers.shift()) } as unknown as Deps['link'],
    clock: { now: () => 0, monotonicMs: () => 0 },
    timers: {
      wait: () => Promise.resolve(answers.length === 0 && stop.abort()),
    } as unknown as Deps['timers'],
    logger: silentLogger,
    person: () => '1001',
    report: () => ({}) as AgentReport,
    onAnswer: (answer) => told.push(answer),
    onOrder: () => told.push('order'),
  });
  await reports.run(stop.signal);
  expect(told).toEqual([{ ...whole, colleagues: [{ ...colleague, displayName: '坐席二' }] }, null]);
});

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
