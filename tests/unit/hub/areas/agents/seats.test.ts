import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ReportedAgent } from '../../../../../src/hub/areas/agents/agents-repository.ts';
import { createSeats } from '../../../../../src/hub/areas/agents/seats.ts';
import { openStore } from '../../../../../src/hub/open-store.ts';
import type { HubStore } from '../../../../../src/hub/storage/hub-store.ts';
import { aStoredUser } from '../../../../support/hub-values.ts';

const began = 1_000_000;
let store: HubStore;
let reads = 0;
let agents: HubStore['agents'];
beforeEach(async () => {
  store = await openStore(':memory:');
  reads = 0;
  agents = {
    ...store.agents,
    seats() {
      reads += 1;
      return store.agents.seats();
    },
  };
});
afterEach(() => store.close());

function aSeat(workNo: string, reportedAt: number, talking = false): ReportedAgent {
  const { userId, displayName, role } = aStoredUser(workNo);
  const user = { userId, workNo, displayName, role };
  const agent = {
    state: 'ready',
    since: 1,
    reason: '',
    endsAt: null,
    next: null,
    missedRings: 0,
    queueTold: null,
  } as const;
  const report = { agent, talking, reachable: true, orderDone: null };
  return { user, deskId: randomUUID(), reportedAt, leavingUntil: null, report };
}
const timesOf = (seats: readonly ReportedAgent[]) =>
  seats.map(({ user, reportedAt }) => [user.workNo, reportedAt]);
const written = async () => timesOf(await store.agents.seats());

it('knows all by work number, read once, and each as it was reported last', async () => {
  for (const workNo of ['1003', '1001']) await store.agents.putSeat(aSeat(workNo, began));
  const seats = createSeats();
  await seats.put(agents, aSeat('1002', began + 1));
  await seats.put(agents, aSeat('1003', began + 2));
  expect(timesOf(await seats.all(agents))).toEqual([
    ['1001', began],
    ['1002', began + 1],
    ['1003', began + 2],
  ]);
  expect(reads).toBe(1);
});

it('writes what is new at once, and the same again only when ten seconds are over', async () => {
  const seats = createSeats();
  const seat = aSeat('1001', began);
  const put = (after: number, changes: Partial<ReportedAgent> = {}) =>
    seats.put(agents, { ...seat, reportedAt: began + after, ...changes });
  await put(0);
  await put(9999);
  expect(await written()).toEqual([['1001', began]]);
  expect(timesOf(await seats.all(agents))).toEqual([['1001', began + 9999]]);
  await put(10_000);
  expect(await written()).toEqual([['1001', began + 10_000]]);
  for (const [after, changes] of [
    [10_001, { report: { ...seat.report, talking: true } }],
    [10_002, { report: { ...seat.report, talking: true }, leavingUntil: began + 20_000 }],
    [10_003, { report: { ...seat.report, talking: true }, deskId: randomUUID() }],
  ] as const) {
    await put(after, changes);
    expect(await written()).toEqual([['1001', began + after]]);
  }
});

it('writes the times of all who were heard of when it writes one, and of nobody else', async () => {
  const seats = createSeats();
  const [one, two, gone] = ['1001', '1002', '1003'].map((workNo) => aSeat(workNo, began));
  for (const seat of [one, two, gone]) if (seat) await seats.put(agents, seat);
  if (two) await seats.put(agents, { ...two, reportedAt: began + 6000 });
  expect(await written()).toContainEqual(['1002', began]);
  if (one) await seats.put(agents, { ...one, reportedAt: began + 10_000 });
  expect(await written()).toEqual([
    ['1001', began + 10_000],
    ['1002', began + 6000],
    ['1003', began],
  ]);
});

it('stands as the desk has said also when it cannot be written, and writes it with the next report', async () => {
  const seats = createSeats();
  const seat = aSeat('1001', began);
  const full = { ...agents, putSeat: () => Promise.reject(new Error('full')) };
  await expect(seats.put(full, seat)).rejects.toThrow('full');
  expect(timesOf(await seats.all(agents))).toEqual([['1001', began]]);
  await seats.put(agents, { ...seat, reportedAt: began + 1 });
  expect(await written()).toEqual([['1001', began + 1]]);
});
