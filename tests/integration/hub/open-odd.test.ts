import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clientScopes } from '../../../src/shared/contract/open/scopes.ts';
import type { Ticket } from '../../../src/shared/domain/tickets/ticket.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicket, testSeed } from '../../support/hub-values.ts';
import { type OpenClient, anOpenClient } from '../../support/open-client.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

const open = (ticketNo: string): Ticket => ({
  ...aTicket(randomUUID(), ticketNo),
  state: 'screening',
  closedAt: null,
  closedAs: null,
});
/** As a command may bring it, and as one of before the rule of numbers may be. */
const [typed, odd] = ['sw20260612_1001.7', '工单 七'];
const demand = { kind: 'help', categoryCode: 'supply.outage', content: '整栋楼停水' };

describe('the open interface, asked by who means no good', () => {
  let hub: RunningHub;
  let all: OpenClient;
  beforeEach(async () => {
    hub = await startTestHub({ ...testSeed(), tickets: [open(typed), open(odd)] });
    all = await anOpenClient(hub, '全部', clientScopes, { departmentId: 'bureau.jianghan' });
  });
  afterEach(() => hub.stop());

  it('reads on past a ticket whose number is none of the usual ones', async () => {
    const { status, body } = await all.call('GET /tickets?limit=200');
    const { tickets } = z
      .object({ tickets: z.array(z.looseObject({ ticketNo: z.string() })) })
      .parse(body);
    expect([status, tickets.map(({ ticketNo }) => ticketNo).toSorted()]).toEqual([
      200,
      [typed, odd].toSorted(),
    ]);
    expect((await all.call(`GET /tickets/${typed}`)).status).toBe(200);
  });

  it('takes no time in seconds, and no day of no calendar', async () => {
    const placeOf = async (line: string, body: object) => {
      const { status, body: told } = await all.call(line, { body, key: 'key-00001' });
      return [status, z.looseObject({ detail: z.string().optional() }).parse(told).detail];
    };
    const event = { kind: 'opened', messageId: 'm1', eventNo: 'BG-1', matter: 'burst' };
    const seconds = Math.floor(hub.clock.now() / 1000);
    expect(
      await placeOf('POST /water/events', { ...event, content: '爆管', saidAt: seconds }),
    ).toEqual([400, 'body.saidAt']);
    const result = { facts: '甲', cause: '乙', action: '丙', internal: '', publicReply: '丁' };
    for (const doneOn of ['9999-99-99', '2026-02-30'])
      expect(await placeOf(`POST /tickets/${typed}/result`, { ...result, doneOn })).toEqual([
        400,
        'body.doneOn',
      ]);
  });

  it('carries out nothing for a client that was taken away while its body was on the way', async () => {
    const body = JSON.stringify(demand);
    const answer = Promise.withResolvers<number | undefined>();
    const sending = request(`${hub.url()}/open/v1/demands`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${all.token}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'idempotency-key': 'key-00001',
        expect: '100-continue',
      },
    });
    sending.on('response', ({ statusCode }) => answer.resolve(statusCode));
    // The hub has looked at the token, and waits for the body.
    const goesOn = Promise.withResolvers<void>();
    sending.on('continue', () => goesOn.resolve());
    sending.flushHeaders();
    await goesOn.promise;
    const admin = await signInAt(hub.url(), '9001');
    const { clients } = await admin.client.admin.clients();
    await admin.client.admin.revokeClient({ clientId: clients[0]?.clientId ?? '' });
    sending.end(body);
    expect(await answer.promise).toBe(401);
    const lead = await signInAt(hub.url(), '2001');
    const { changes } = await lead.client.changes.pull({ since: 0, limit: 100 });
    expect(changes.filter(({ entity }) => entity === 'ticket')).toHaveLength(2);
  });
});
