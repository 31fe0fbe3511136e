import { beforeEach, describe, expect, it } from 'vitest';
import { foldCall } from '../../../../../src/main/areas/calls/fold-call.ts';
import {
  type MissedCalls,
  createMissedCalls,
} from '../../../../../src/main/areas/calls/missed-calls.ts';
import type { CallFold } from '../../../../../src/main/storage/call-fold.ts';
import type { MissedCall } from '../../../../../src/shared/domain/desk/desk-state.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const day = 86_400_000;
const now = 100 * day;

describe('who was missed', () => {
  let kept: CallFold[];
  let tickets: Ticket[];
  let reached: () => Promise<readonly string[]>;
  let told: (readonly MissedCall[])[];
  let work: Promise<unknown>;
  let missed: MissedCalls;
  beforeEach(() => {
    [kept, tickets, told, work] = [[], [], [], Promise.resolve()];
    reached = async () => [];
    missed = createMissedCalls({
      calls: {
        missedCalls: async (since) => kept.filter(({ record }) => record.startedAt >= since),
        missedPutAway: async () => [],
      },
      tickets: { getTicket: async (id) => tickets.find(({ ticketId }) => ticketId === id) ?? null },
      reader: () => ({ workNo: '1001', role: 'agent' }),
      reached: () => reached(),
      clock: { now: () => now, monotonicMs: () => now },
      inBackground: (_, task) => void (work = task()),
      onMissed: (calls) => told.push(calls),
    });
  });
  const keep = (rawNumber: string, startedAt: number, ticketIds: readonly string[] = []) => {
    const ended = {
      state: 'ended',
      startedAt,
      endedAt: startedAt + 9,
      endReason: 'missed',
    } as const;
    const fold = foldCall(null, aCallView({ rawNumber, ...ended }), {
      at: startedAt + 9,
      agentWorkNo: '1001',
    });
    kept.push({ ...fold, record: { ...fold.record, ticketIds } });
  };
  const read = async () => {
    missed.refresh();
    await work;
    return told.at(-1) ?? [];
  };

  it('and was spoken with at another desk stays off the list while the hub cannot be asked', async () => {
    keep('19900000123', now - 5);
    const [waiting] = await read();
    reached = async () => [waiting?.number.key ?? ''];
    missed.askHub();
    await work;
    expect(told.at(-1)).toEqual([]);
    reached = () => Promise.reject(new Error('away'));
    missed.askHub();
    await work;
    expect(told.at(-1)).toEqual([]);
  });

  it('last is shown when there are very many: of more than two hundred the oldest are left out', async () => {
    for (let one = 0; one < 201; one += 1) keep(`1990000${1000 + one}`, now - 1000 + one);
    const calls = await read();
    expect(calls).toHaveLength(200);
    expect([calls[0]?.missedAt, calls.at(-1)?.missedAt]).toEqual([now - 999 + 9, now - 800 + 9]);
  });

  it('more than seven days ago is not called back any more', async () => {
    keep('19900000123', now - 7 * day);
    keep('19900000456', now - 7 * day - 1);
    expect((await read()).map(({ number }) => number.raw)).toEqual(['19900000123']);
  });

  it('again keeps the ticket that an earlier try was about, until a later one names another', async () => {
    tickets = [
      { ...aTicket(), ticketNo: 'SW-earlier' },
      { ...aTicket(), ticketNo: 'SW-later' },
    ];
    const [earlier, later] = tickets.map(({ ticketId }) => ticketId);
    keep('19900000123', now - 30, [earlier ?? '']);
    keep('19900000123', now - 20);
    expect(await read()).toMatchObject([{ ticketNo: 'SW-earlier', times: 2 }]);
    keep('19900000123', now - 10, [later ?? '']);
    expect(await read()).toMatchObject([{ ticketNo: 'SW-later', times: 3 }]);
  });

  it('is being called back by a call that goes out to that number, not by one that comes in; told when it changes', async () => {
    keep('19900000123', now - 5);
    await read();
    const before = told.length;
    const rings = aCallView({ rawNumber: '19900000123' });
    missed.handleSnapshot(aSnapshot(rings));
    expect(told).toHaveLength(before);
    const dialled = { ...rings, direction: 'outbound', state: 'dialling' } as const;
    missed.handleSnapshot(aSnapshot(dialled));
    missed.handleSnapshot(aSnapshot({ ...dialled, state: 'connected' }));
    expect(told.slice(before)).toMatchObject([[{ calling: true }]]);
    missed.handleSnapshot(aSnapshot());
    expect(told.slice(before)).toMatchObject([[{ calling: true }], [{ calling: false }]]);
  });
});
