import { expect, test } from 'vitest';
import { foldCall } from '../../../../../src/main/areas/calls/fold-call.ts';
import { createMissedCalls } from '../../../../../src/main/areas/calls/missed-calls.ts';
import type { MissedCall } from '../../../../../src/shared/domain/desk/desk-state.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

test('who was spoken with at another desk stays off the list while the hub cannot be asked', async () => {
  const view = aCallView({ state: 'ended', endedAt: 9, endReason: 'missed' });
  const fold = foldCall(null, view, { at: 9, agentWorkNo: '1001' });
  const key = view.number.key ?? '';
  let shown: readonly MissedCall[] = [];
  let isAway = false;
  let work: Promise<void> = Promise.resolve();
  const missed = createMissedCalls({
    calls: { missedCalls: async () => [fold], missedPutAway: async () => [] },
    tickets: { getTicket: async () => null },
    reached: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve([key])),
    clock: { now: () => 10, monotonicMs: () => 10 },
    inBackground: (_, task) => void (work = task().then(() => undefined)),
    onMissed: (calls) => (shown = calls),
  });
  missed.refresh();
  await work;
  expect(shown).toHaveLength(1);
  missed.askHub();
  await work;
  expect(shown).toEqual([]);
  isAway = true;
  missed.askHub();
  await work;
  expect(shown).toEqual([]);
});
