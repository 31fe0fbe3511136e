import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldCall } from '../../../src/main/areas/calls/fold-call.ts';
import { createMissedCalls } from '../../../src/main/areas/calls/missed-calls.ts';
import { type Store, openStore } from '../../../src/main/storage/store-client.ts';
import type { CallListFilter } from '../../../src/shared/contract/calls/schemas.ts';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import type { MissedCall } from '../../../src/shared/domain/desk/desk-state.ts';
import { aDataDirectory, removeDirectory, sourcePlaces } from '../../support/host/desk-host.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { silentLogger } from '../../support/silent-logger.ts';

const now = Date.UTC(2026, 10, 23, 14);
const minute = 60_000;
const someone = '19900000123';
const another = '02700000456';

describe('calls kept at a desk', () => {
  let directory: string;
  let store: Store;
  const open = () =>
    openStore({
      file: `${directory}/desk.db`,
      key: new Uint8Array(32).fill(7),
      migrationsDirectory: sourcePlaces.migrationsDirectory,
      workerUrl: sourcePlaces.storeWorker,
      now,
      logger: silentLogger,
    });
  beforeEach(async () => {
    directory = aDataDirectory();
    store = await open();
  });
  afterEach(async () => {
    await store.close();
    removeDirectory(directory);
  });

  const keep = (rawNumber: string, minutesAgo: number, changes: Partial<CallView> = {}) => {
    const startedAt = now - minutesAgo * minute;
    const ended = { state: 'ended', startedAt, endedAt: startedAt + 20_000 } as const;
    const view = aCallView({ rawNumber, ...ended, endReason: 'missed', ...changes });
    const at = view.endedAt ?? startedAt;
    return store.api.calls.saveCall(foldCall(null, view, { at, agentWorkNo: '1003' }));
  };
  const talked = (minutesAgo: number): Partial<CallView> => ({
    answeredAt: now - minutesAgo * minute + 4000,
    endReason: 'citizenHungUp',
  });
  const watchMissed = (
    reached: Parameters<typeof createMissedCalls>[0]['reached'] = async () => [],
  ) => {
    const told: (readonly MissedCall[])[] = [];
    let settle: (() => void) | null = null;
    const missed = createMissedCalls({
      calls: store.api.calls,
      tickets: store.api.tickets,
      reader: () => ({ workNo: '1001', role: 'agent' }),
      reached,
      clock: { now: () => now, monotonicMs: () => now },
      inBackground: (_, task) => void task().finally(() => settle?.()),
      onMissed: (calls) => told.push(calls),
    });
    const read = () =>
      new Promise<readonly MissedCall[]>((resolve) => {
        settle = () => resolve(told.at(-1) ?? []);
        missed.refresh();
      });
    return { missed, told, read };
  };

  it('are missed once for each number, oldest first, with how often and since when', async () => {
    await keep(someone, 50);
    await keep(another, 40);
    await keep(someone, 30);
    const calls = await watchMissed().read();
    expect(calls.map((call) => [call.number.display, call.times])).toEqual([
      ['027 0000 0456', 1],
      ['199 0000 0123', 2],
    ]);
    expect(calls[1]?.missedAt).toBe(now - 30 * minute + 20_000);
  });

  it('are missed, too, when they never came about: no common codec, a lost line, a phone window that went away', async () => {
    await keep(someone, 50, { endReason: 'failed' });
    await keep(another, 40, { endReason: 'connectionLost' });
    await keep('19900000777', 30, { endReason: 'deskDied' });
    await keep('19900000779', 10, { ...talked(10), endReason: 'connectionLost' });
    const calls = await watchMissed().read();
    expect(calls.map((call) => call.number.display)).toEqual([
      '199 0000 0123',
      '027 0000 0456',
      '199 0000 0777',
    ]);
  });

  it('leave the missed list with the first talk after them, in either direction, and with no other end', async () => {
    await keep(someone, 50);
    await keep(another, 40);
    await keep(someone, 30, { direction: 'outbound', endReason: 'noAnswer' });
    await keep(another, 60, talked(60));
    expect(await watchMissed().read()).toHaveLength(2);
    await keep(someone, 20, { direction: 'outbound', ...talked(20) });
    await keep(another, 10, talked(10));
    expect(await watchMissed().read()).toEqual([]);
  });

  it('are still missed after a restart', async () => {
    await keep(someone, 5);
    await store.close();
    store = await open();
    expect(await watchMissed().read()).toHaveLength(1);
  });

  it('of withheld numbers stand alone, and are put away with a reason that stays', async () => {
    await keep('anonymous', 9);
    await keep('anonymous', 8);
    const missed = watchMissed();
    const [first, second] = await missed.read();
    expect([first?.number.key, first?.times, second?.times]).toEqual([null, 1, 1]);
    const why = { at: now, workNo: '1003', reason: '无声，已听过录音' };
    await store.api.calls.putMissedAway({ callId: first?.callId ?? '', ...why });
    await store.api.calls.putMissedAway({ callId: first?.callId ?? '', ...why, reason: '又一次' });
    expect((await missed.read()).map(({ putAway }) => putAway)).toEqual([why, undefined]);
  });

  it('that were declined wait as well, and say so', async () => {
    await keep(another, 9, { endReason: 'declined' });
    await keep(someone, 7, { endReason: 'declined' });
    await keep(someone, 5);
    const calls = await watchMissed().read();
    expect(calls.map(({ declined }) => declined)).toEqual([true, undefined]);
  });

  it('leave the list when another desk has spoken with the citizen, and stay while the hub cannot say so', async () => {
    await keep(another, 9, { endReason: 'declined' });
    await keep(someone, 7);
    let answer: readonly string[] | null = null;
    const asked: unknown[] = [];
    const { missed, told, read } = watchMissed(async (numbers) => {
      asked.push(numbers.map(({ after }) => after));
      if (answer === null) throw new Error('the hub is away');
      return answer;
    });
    const shown = () => told.at(-1)?.map(({ number }) => number.display);
    const both = ['027 0000 0456', '199 0000 0123'];
    await read();
    missed.askHub();
    await expect.poll(() => asked.length).toBe(1);
    expect(shown()).toEqual(both);
    answer = [told.at(-1)?.[0]?.number.key ?? ''];
    missed.askHub();
    await expect.poll(shown).toEqual(['199 0000 0123']);
    expect(asked).toEqual([
      [now - 9 * minute, now - 7 * minute],
      [now - 9 * minute, now - 7 * minute],
    ]);
    // Who calls again and is missed again waits again.
    await keep(another, 1);
    missed.refresh();
    await expect.poll(shown).toEqual(both.toReversed());
  });

  it('are shown as being called back while the number is dialled', async () => {
    await keep(someone, 5);
    const { missed, told, read } = watchMissed();
    await read();
    const dialled = aCallView({ rawNumber: someone, direction: 'outbound', state: 'dialling' });
    missed.handleSnapshot(aSnapshot(dialled));
    expect(told.at(-1)?.[0]?.calling).toBe(true);
    missed.handleSnapshot(aSnapshot({ ...dialled, state: 'ended' }));
    expect(told.at(-1)?.[0]?.calling).toBe(false);
  });

  it.each([
    '199 0000 0123',
    '+86-199-0000-0123',
    '１９９００００ ０１２３',
    '\u202D19900000123\u202C',
    '0123',
    '0000 0123',
    '="19900000123"',
    '17951 199 0000 0123',
    '19900000123转801',
  ])('are found by %j, whatever the spelling', async (text) => {
    await keep('19900000123', 5);
    await keep('02700000456', 4);
    const all = { from: null, to: null, agentWorkNo: null, direction: null, text };
    const paged = { recordingStates: [], limit: 50, offset: 0 };
    const { folds } = await store.api.calls.listCalls('1003', { ...all, ...paged });
    expect(folds.map(({ record }) => record.number.key)).toEqual(['+8619900000123']);
  });

  it('are listed by how they ended, whether they were talked and whether they were recorded', async () => {
    const recording = { kind: 'recording', recordingId: randomUUID(), bytesOnDisk: 1 } as const;
    await keep(someone, 50);
    await keep(another, 40, { ...talked(40), recording });
    await keep(another, 30, talked(30));
    const ends = async (filter: Partial<CallListFilter>) => {
      const all = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
      const paged = { recordingStates: [], limit: 50, offset: 0 };
      const { folds } = await store.api.calls.listCalls('1003', { ...all, ...paged, ...filter });
      return folds.map(({ record }) => record.startedAt - now);
    };
    expect(await ends({ endReasons: ['missed'] })).toEqual([-50 * minute]);
    expect(await ends({ answered: true })).toEqual([-30 * minute, -40 * minute]);
    expect(await ends({ answered: false })).toEqual([-50 * minute]);
    expect(await ends({ recorded: true })).toEqual([-40 * minute]);
    expect(await ends({ answered: true, recorded: false })).toEqual([-30 * minute]);
    expect(await ends({})).toHaveLength(3);
    await keep(another, 20, { ...talked(20), servesCallId: randomUUID() });
    expect(await ends({ owed: true })).toEqual([-30 * minute, -40 * minute]);
    expect(await ends({ owed: true, recorded: true })).toEqual([-40 * minute]);
  });

  it('are narrowed by the state of their recording before they are counted and paged', async () => {
    const recorded = async (minutesAgo: number) => {
      const [recordingId, callId] = [randomUUID(), randomUUID()];
      const recording = { kind: 'recording', recordingId, bytesOnDisk: 1 } as const;
      await keep(someone, minutesAgo, { ...talked(minutesAgo), callId, recording });
      const startedAt = now - minutesAgo * minute;
      await store.api.recordings.beginRecording({
        recordingId,
        callId,
        agentWorkNo: '1003',
        startedAt,
      });
    };
    await keep(another, 10, talked(10));
    for (const minutesAgo of [20, 30, 40]) await recorded(minutesAgo);
    const all = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
    const page = await store.api.calls.listCalls('1003', {
      ...all,
      recordingStates: ['writing'],
      limit: 2,
      offset: 1,
    });
    expect(page.total).toBe(3);
    expect(page.folds.map(({ record }) => (now - record.startedAt) / minute)).toEqual([30, 40]);
    const damaged = { ...all, recordingStates: ['damaged' as const], limit: 2, offset: 0 };
    expect(await store.api.calls.listCalls('1003', damaged)).toEqual({ folds: [], total: 0 });
  });
});
