import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createWaterLine } from '../../../../../src/hub/areas/water/water-line.ts';
import { createChangeSignal } from '../../../../../src/hub/areas/replica/change-signal.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { silentLogger } from '../../../../support/silent-logger.ts';

const hour = 3_600_000;

it('says that somebody is needed where a report was fetched by nobody for an hour, and not before', async () => {
  const { store, clock } = await openHubInMemory();
  const exchangeId = randomUUID();
  await store.exchanges.of('smartWater').add({
    exchangeId,
    direction: 'out',
    messageId: exchangeId,
    kind: 'signed',
    cityNo: 'BG-1',
    ticketId: randomUUID(),
    place: null,
    raw: '{}',
    state: 'waiting',
    tries: 0,
    nextTryAt: null,
    reason: null,
    detail: null,
    saidAt: null,
    seenRevision: null,
    at: clock.now(),
  });
  let late = hour - 1;
  const laterClock = { ...clock, now: () => clock.now() + late };
  const changes = createChangeSignal();
  const line = createWaterLine({ store, clock: laterClock, logger: silentLogger, changes });
  await line.round();
  expect((await store.exchanges.troubles()).count).toBe(0);
  late = hour;
  await line.round();
  expect((await store.exchanges.troubles()).count).toBe(1);
  // It is told all the same, when it is asked for.
  expect(await store.exchanges.of('smartWater').dueOut(laterClock.now(), 10)).toHaveLength(1);
  await line.close();
});

it('goes on past a message that this release cannot read, and says that it needs somebody', async () => {
  const { store, clock } = await openHubInMemory();
  const ledger = store.exchanges.of('smartWater');
  const saidAt = clock.now();
  const opened = { kind: 'opened', eventNo: 'BG-2', saidAt, matter: 'burst', content: '爆管' };
  for (const [messageId, raw] of [
    ['one', '{"kind":"of a later release"}'],
    ['two', JSON.stringify({ ...opened, messageId: 'two' })],
  ] as const)
    await ledger.add({
      exchangeId: randomUUID(),
      direction: 'in',
      messageId,
      kind: 'dispatch',
      cityNo: 'BG-2',
      ticketId: null,
      place: null,
      raw,
      state: 'waiting',
      tries: 0,
      // Somebody wants it to be tried again.
      nextTryAt: saidAt,
      reason: null,
      detail: null,
      saidAt,
      seenRevision: null,
      at: saidAt,
    });
  const changes = createChangeSignal();
  const line = createWaterLine({ store, clock, logger: silentLogger, changes });
  await line.round();
  await line.close();
  const states = await Promise.all(['one', 'two'].map((id) => ledger.find('in', id)));
  expect(states.map((row) => row?.state)).toEqual(['unreadable', 'done']);
  expect((await store.exchanges.troubles()).count).toBe(1);
});
