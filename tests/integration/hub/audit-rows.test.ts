import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditLine } from '../../../src/shared/contract/audit/schemas.ts';
import {
  type HubClient,
  aKeyedDesk,
  codeOf,
  hubClientFrom,
  signInProven,
} from '../../support/hub-client.ts';
import { makeSegment, tusClient } from '../../support/hub-upload.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

/** Who did what, from where, at which desk: a row for each act that has to be accounted for. */
describe('each row of the audit', () => {
  let hub: RunningHub;
  const place = { 'x-real-ip': '192.0.2.7' };
  beforeEach(async () => {
    hub = await startTestHub();
  });
  afterEach(() => hub.stop());

  /** Signs in at a desk of its own, and speaks from `place` throughout. */
  const come = async (workNo: string) => {
    const { deskId, token, session } = await signInProven(hub.url(), workNo, { headers: place });
    const headers = { ...place, authorization: `Bearer ${token}` };
    return { deskId, token, session, headers, client: hubClientFrom(hub.url(), headers) };
  };
  const read = async (client: HubClient, action: string): Promise<AuditLine[]> => {
    const any = { before: null, from: null, to: null, workNo: null, deskId: null, subjectId: null };
    return (await client.audit.list({ ...any, action, limit: 20 })).lines;
  };
  const calls = {
    from: null,
    to: null,
    agentWorkNo: null,
    direction: null,
    text: '199',
    recordingStates: [],
    limit: 1,
    offset: 0,
  };
  type Desk = Awaited<ReturnType<typeof come>>;
  const recordingId = randomUUID();
  const ticketId = randomUUID();
  const listen = ({ headers }: Desk) =>
    fetch(`${hub.url()}/recordings/${recordingId}/audio`, { headers });
  const save = ({ client }: Desk) =>
    client.commands.submit({ commandId: randomUUID(), command: aTicketSave(ticketId) });

  it.each<[string, string, (desk: Desk) => Promise<unknown>, Partial<AuditLine>]>([
    ['signedIn', '1001', async () => {}, { code: null }],
    ['signedOut', '1001', ({ client }) => client.auth.signOut(), { code: null }],
    [
      'ticketsRead',
      '1001',
      ({ client }) => client.changes.pull({ since: 0, limit: 1 }),
      { code: null },
    ],
    // Never what was searched for: that may be a number.
    ['callsRead', '1001', ({ client }) => client.calls.list(calls), { subjectId: null }],
    [
      'refused',
      '9001',
      ({ client }) => codeOf(client.changes.pull({ since: 0, limit: 1 })),
      { code: 'hub.forbidden', subjectId: 'changes.pull' },
    ],
    ['refused', '1001', listen, { code: 'recording.notFound', subjectId: recordingId }],
    [
      'numberShown',
      '1001',
      ({ client }) => client.tickets.numberShown({ ticketId }),
      { code: null, subjectId: ticketId },
    ],
    ['ticketChanged', '1001', save, { code: null, subjectId: ticketId }],
    [
      'ticketChangeRefused',
      '1001',
      async (desk) => [await save(desk), await save(desk)],
      { code: 'ticket.conflict', subjectId: ticketId },
    ],
  ])('%s of %s tells who, where and what', async (action, workNo, act, row) => {
    const desk = await come(workNo);
    await act(desk);
    const lines = await read((await come('2001')).client, action);
    const { deskId } = desk;
    const own = lines.filter((line) => line.deskId === deskId);
    expect(own).toMatchObject([
      { workNo, deskProven: true, address: '192.0.2.7', count: 1, ...row },
    ]);
  });

  it('tells of a refused upload from where it came', async () => {
    const desk = await come('9001');
    const segment = await makeSegment(desk.session.keys);
    await tusClient(hub.url(), desk.token).create(segment);
    const [line] = await read((await come('2001')).client, 'refused');
    expect(line).toMatchObject({ workNo: '9001', code: 'hub.forbidden', address: '127.0.0.1' });
  });

  it('tells of who reads it', async () => {
    const lead = await come('2001');
    await read(lead.client, 'signedIn');
    const [line] = await read(lead.client, 'auditRead');
    expect(line).toMatchObject({ workNo: '2001', deskId: lead.deskId, address: '192.0.2.7' });
  });

  it('of a refused sign-in tells the desk that was proven, and masks a number that nobody has', async () => {
    const desk = aKeyedDesk();
    for (const workNo of ['1001', 'Secret99']) {
      await codeOf(signInProven(hub.url(), workNo, { desk, password: 'wrong', headers: place }));
    }
    const lines = await read((await come('2001')).client, 'signInRefused');
    expect(lines).toMatchObject([
      { workNo: null, tried: 'Se******', code: 'hub.badCredentials', address: '192.0.2.7' },
      { workNo: '1001', tried: null, deskId: desk.deskId, deskProven: true },
    ]);
  });
});
