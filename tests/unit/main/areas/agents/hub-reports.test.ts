import { expect, test, vi } from 'vitest';
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

test('what changes several times within a tenth of a second is one report, of what it has come to', async () => {
  const stop = new AbortController();
  const waits: { readonly ms: number; readonly end: () => void }[] = [];
  const reported: unknown[] = [];
  let state = 'ready';
  const reports = createHubReports({
    link: {
      call: () => {
        reported.push(state);
        return Promise.reject(new Error('no hub'));
      },
    } as unknown as Deps['link'],
    clock: { now: () => 0, monotonicMs: () => 0 },
    timers: {
      wait: (ms: number, signal: AbortSignal) =>
        new Promise<void>((end) => {
          waits.push({ ms, end });
          if (signal.aborted) end();
          signal.addEventListener('abort', () => end());
        }),
    } as unknown as Deps['timers'],
    logger: silentLogger,
    person: () => '1001',
    report: () => ({}) as AgentReport,
    onAnswer: () => {},
    onOrder: () => {},
  });
  const running = reports.run(stop.signal);
  await vi.waitFor(() => expect(waits).toHaveLength(1));
  state = 'ringing';
  reports.reportSoon();
  await vi.waitFor(() => expect(waits).toHaveLength(2));
  state = 'talking';
  reports.reportSoon();
  expect(reported).toEqual(['ready']);
  waits[1]?.end();
  await vi.waitFor(() => expect(waits).toHaveLength(3));
  expect(reported).toEqual(['ready', 'talking']);
  expect(waits.map(({ ms }) => ms)).toEqual([5000, 100, 5000]);
  stop.abort();
  await running;
});
