import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { normaliseNumber } from '../../../src/shared/numbers/phone-number.ts';
import { aTicket, ofOffice, testSeed } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';
import { signInAtOfficersPage } from '../../support/second-factor.ts';

const number = '19900000123';
const demand = (no: string): Ticket => ({
  ...aTicket(randomUUID(), no),
  kind: 'help',
  categoryCode: 'drainage.blockage',
  district: '江汉区',
  address: '示例路 1 号',
  content: '路面积水',
  requesterNumber: number,
  numberKey: normaliseNumber(number).key,
});
const anyTicket = {
  scope: 'all',
  state: null,
  source: null,
  departmentId: null,
  text: '',
  limit: 50,
  offset: 0,
} as const;

describe('what a confidential ticket says goes no way round', () => {
  const complaint = { ...demand('SW20260612-0041'), kind: 'complaint', against: ['6001'] } as const;
  const main = demand('SW20260612-0042');
  const other = demand('SW20260612-0043');
  let hub: RunningHub;
  beforeEach(async () => {
    const users = [ofOffice('6001', 'officer'), ofOffice('6002', 'officer')];
    hub = await startTestHub({ ...testSeed(users), tickets: [complaint, main, other] });
  });
  afterEach(() => hub.stop());

  it('an officer complained about is not told by a count that somebody did', async () => {
    const listed = async (workNo: string, ...texts: readonly string[]) => {
      const { client } = await signInAtOfficersPage(hub.url(), workNo, hub.clock.now());
      const told: number[][] = [];
      for (const text of texts) {
        const { items, total, counts } = await client.officer.list({ ...anyTicket, text });
        told.push([items.length, total, counts.all, counts.open]);
      }
      return told;
    };
    expect(await listed('6002', number)).toEqual([[3, 3, 3, 3]]);
    expect(await listed('6001', number, complaint.ticketNo)).toEqual([
      [2, 2, 2, 2],
      [0, 0, 2, 2],
    ]);
  });
});
