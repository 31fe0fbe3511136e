import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { noWork } from '../../../src/shared/domain/tickets/ticket-work.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { startTestHub } from '../../support/running-hub.ts';

it('a lead complained about does not find that ticket among those that were handled again', async () => {
  const cited = { entryId: randomUUID(), entryNo: 'K-001', version: 1, title: '停水时间' };
  const again = (ticketNo: string) => ({
    ...aTicket(randomUUID(), ticketNo),
    citations: [cited],
    work: { ...noWork, reworks: 1 },
  });
  const against = { ...again('SW20260612-0043'), against: ['2001'] };
  const tickets = [again('SW20260612-0042'), against];
  const hub = await startTestHub({ ...testSeed(), tickets });
  try {
    const { client } = await signInAt(hub.url(), '2001');
    const { reworked } = await client.knowledge.complaints();
    expect(reworked).toMatchObject([{ count: 1, ticketNos: ['SW20260612-0042'] }]);
  } finally {
    await hub.stop();
  }
});
