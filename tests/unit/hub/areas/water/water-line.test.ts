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
