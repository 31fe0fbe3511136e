import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
} from 'vitest';
import type { CallRecord } from '../../src/shared/domain/calls/call.ts';
import type { Ticket } from '../../src/shared/domain/tickets/ticket.ts';
import { type CallLab, callActs, startCallLab } from '../support/call-lab.ts';
import { placeTrunkCall } from '../support/trunk-call.ts';
import { until } from '../support/until.ts';

/** Who is at the other end, as a real PBX tells it. */
describe('the other party on Asterisk', () => {
  let lab: CallLab;
  let acts: ReturnType<typeof callActs>;
  let testBeganAt = 0;

  beforeAll(async () => {
    lab = await startCallLab();
    acts = callActs(lab);
    await lab.asterisk.manager().command('pjsip set logger on');
  });
  afterAll(() => lab.stop());
  beforeEach(() => {
    testBeganAt = Date.now();
  });
  afterEach(async () => {
    await lab.asterisk.manager().command('channel request hangup all');
    await lab
      .desk()
      .watch.until('idle', ({ phone }) => phone.calls.every(({ state }) => state === 'ended'));
    // Within a second an act would be taken for one on the call that has just ended (`after-end.ts`).
    const idleAt = Date.now();
    await until('acts mean the next call', () => Date.now() - idleAt > 1000);
  });

  const wire = () => readFileSync(join(lab.asterisk.folder, 'console.log'), 'latin1');
  /** The desk's one call of this test, as the hub has it once it is over. */
  const archived = async (): Promise<CallRecord> => {
    const records = async () =>
      (await lab.lead.calls())
        .map(({ call }) => call)
        .filter(({ startedAt, endedAt }) => startedAt >= testBeganAt && endedAt !== null);
    await expect.poll(async () => (await records()).length, { timeout: 30_000 }).toBe(1);
    return (await records())[0]!;
  };

  /** Of the demonstration data: an open one whose citizen has no other. */
  const onlyTicket = async (): Promise<Ticket> => {
    const tickets = await lab.lead.tickets();
    const keys = tickets.map(({ numberKey }) => numberKey);
    const only = tickets.find(
      ({ numberKey: key, closedAt }) =>
        key !== null && closedAt === null && keys.indexOf(key) === keys.lastIndexOf(key),
    );
    if (!only) throw new Error('no number with one ticket');
    return only;
  };

  it('is the citizen once a colleague has asked first and handed her over', async () => {
    const { ticketId, requesterNumber: fromNumber } = await onlyTicket();
    const citizen = await lab.asterisk.call({ to: '1002', fromNumber, talksOn: true });
    await acts.colleagueAnswers();
    await lab.colleague.page.evaluate(() => window.plainPhone.consult('1001'));
    const { callId, number } = await lab
      .desk()
      .untilCall('rings', ({ state }) => state === 'alerting');
    expect(number.display).toBe('1002');
    await lab.desk().act({ kind: 'answer', callId });
    await acts.untilRecording(callId);
    await lab.colleague.until(({ call }) => call === 'connected');
    await lab.colleague.page.evaluate(() => window.plainPhone.complete());
    const call = await lab
      .desk()
      .untilCall('the citizen', (one) => one.callId === callId && one.number.display !== '1002');
    expect(call).toMatchObject({ number: { raw: fromNumber }, handedOverBy: { display: '1002' } });
    await lab
      .desk()
      .watch.until('her ticket', ({ workspaces }) =>
        workspaces.some(({ pop }) => pop.ticketId === ticketId),
      );
    await acts.hears(citizen);
    await lab.desk().act({ kind: 'hangUp', callId });
    expect(await archived()).toMatchObject({
      direction: 'inbound',
      number: { raw: fromNumber },
      handedOverBy: { display: '1002' },
    });
  });

  it('stays whom the agent dialled when a trunk asserts a number of its own', async () => {
    const callId = randomUUID();
    const at = wire().length;
    await lab.desk().act({ kind: 'dial', callId, number: '19900000888', ticketNo: null });
    await acts.untilRecording(callId);
    expect(wire().slice(at)).toMatch(/P-Asserted-Identity: .*02700000888/);
    await lab.desk().act({ kind: 'hangUp', callId });
    const record = await archived();
    expect(record.number.display).toBe('199 0000 0888');
    expect(record.handedOverBy).toBeUndefined();
  });

  it.each([
    ['UTF-8', Buffer.from('王某, "水务"(热线)'), '王某, "水务"(热线)'],
    ['GBK', Buffer.from('cdf5c4b3b5e7bbb0', 'hex'), '王某电话'],
    ['ASCII', Buffer.from('O\'Neill, "W" (2)'), 'O\'Neill, "W" (2)'],
  ])('rings with her number and her name in %s', async (_charset, displayName, name) => {
    const { callId } = await acts.ring({ displayName });
    const call = lab.desk().call(callId);
    expect([call?.number.display, call?.displayName]).toEqual(['199 0000 0777', name]);
  });

  it('rings with the number alone when a trunk brings a name in GBK, which Asterisk replaces', async () => {
    const colleague = (order: string) =>
      lab.asterisk.manager().command(`queue ${order} member PJSIP/1002 queue hotline`);
    await colleague('pause');
    const gbk = Buffer.from('cdf5c4b3b5e7bbb0', 'hex');
    const trunk = await placeTrunkCall(lab.asterisk.trunkPort, '8273', gbk);
    onTestFinished(async () => {
      trunk.stop();
      await colleague('unpause');
    });
    const call = await lab.desk().untilCall('rings', ({ state }) => state === 'alerting');
    expect([call.number.display, call.displayName]).toEqual(['027 0000 0456', '']);
  });
});
