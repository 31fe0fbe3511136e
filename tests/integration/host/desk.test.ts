import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeEntries } from '../../../src/shared/recording/entries.ts';
import { paths } from '../../../src/shared/contract/http-paths.ts';
import { emptyIntake } from '../../../src/shared/domain/tickets/ticket.ts';
import { aCallView, aSnapshot } from '../../support/host/phone-values.ts';
import { type DeskWithHub, startDeskWithHub } from '../../support/host/desk-with-hub.ts';
import { errorOf } from '../../support/host/host-clients.ts';
import { sendForm } from '../../support/host/ticket-form.ts';
import { signInAt } from '../../support/hub-client.ts';

const buildId = 'development';

describe('a desk in service', () => {
  let desk: DeskWithHub;
  beforeEach(async () => {
    desk = await startDeskWithHub();
    await desk.signIn();
  });
  afterEach(() => desk.stop());

  const attach = async () => {
    const { client, cut } = await desk.phone();
    const orders = await client.attach({ buildId, takeOver: false });
    const config = (await orders.next()).value;
    return { client, cut, orders, config };
  };
  const myCalls = () =>
    desk.desk().calls.list({
      from: null,
      to: null,
      agentWorkNo: null,
      direction: null,
      text: '',
      recordingStates: [],
      limit: 50,
      offset: 0,
    });

  it('hands the account to the phone page once somebody is signed in, and takes it back', async () => {
    const { orders, config } = await attach();
    expect(config).toMatchObject({
      kind: 'config',
      config: { extension: '8001', secret: 'a test secret' },
    });
    await desk.desk().session.signOut({ unguarded: true });
    expect((await orders.next()).value).toEqual({ kind: 'config', config: null });
  });

  it('passes a command to the phone page and its outcome back', async () => {
    const { client, orders } = await attach();
    const callId = randomUUID();
    const answering = errorOf(desk.desk().phone({ kind: 'answer', callId }));
    const next = await orders.next();
    if (next.done || next.value.kind !== 'command') throw new Error('expected a command');
    const order = next.value;
    expect(order.command).toEqual({ kind: 'answer', callId });
    await client.commandDone({ commandId: order.commandId, error: 'media.microphoneDenied' });
    expect((await answering).code).toBe('media.microphoneDenied');
  });

  it('says that no phone page is there', async () => {
    expect((await errorOf(desk.desk().phone({ kind: 'answer', callId: randomUUID() }))).code).toBe(
      'phone.notConnected',
    );
  });

  it('keeps the record of a call and brings it to the hub', async () => {
    const { client } = await attach();
    const view = aCallView();
    const answeredAt = view.startedAt + 2000;
    await client.publish(aSnapshot(view));
    await client.publish(aSnapshot({ ...view, state: 'connected', answeredAt }));
    await client.publish(
      aSnapshot({
        ...view,
        state: 'ended',
        answeredAt,
        endedAt: answeredAt + 5000,
        endReason: 'citizenHungUp',
      }),
    );
    await client.publish(aSnapshot());
    const ended = {
      callId: view.callId,
      endReason: 'citizenHungUp',
      talkMs: 5000,
      noRecordingReason: 'recording.notStarted',
    };
    await expect
      .poll(async () => (await myCalls()).items.map((item) => item.call))
      .toMatchObject([ended]);
    const lead = await signInAt(desk.hub.url(), '2001');
    const filter = {
      from: null,
      to: null,
      agentWorkNo: null,
      direction: null,
      text: '',
      recordingStates: [],
      limit: 50,
      offset: 0,
    };
    await expect
      .poll(async () => (await lead.client.calls.list(filter)).items.map((item) => item.call), {
        timeout: 10_000,
      })
      .toMatchObject([ended]);
  });

  it('links the ticket that was saved during the call to it', async () => {
    const { client } = await attach();
    const view = aCallView();
    await client.publish(aSnapshot(view));
    const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
    await sendForm(desk.desk(), {
      ticketId,
      ticketNo,
      intake: emptyIntake,
      call: { callId: view.callId, recordingId: null },
    });
    await expect
      .poll(async () => (await myCalls()).items.map((item) => item.ticketNos))
      .toEqual([[ticketNo]]);
  });

  it('finds the recording of the call when the page no longer knows it', async () => {
    const { client } = await attach();
    const view = aCallView();
    const recordingId = randomUUID();
    await client.recordings.begin({ recordingId, callId: view.callId, startedAt: Date.now() });
    const { ticketId, ticketNo } = await desk.desk().tickets.newTicket();
    const saved = await sendForm(desk.desk(), {
      ticketId,
      ticketNo,
      intake: emptyIntake,
      call: { callId: view.callId, recordingId: null },
    });
    expect(saved).toMatchObject({ callIds: [view.callId], recordingIds: [recordingId] });
  });

  it('ends a call whose phone page came back without it, as deskDied', async () => {
    const first = await attach();
    const view = aCallView({ state: 'connected', answeredAt: Date.now() });
    await first.client.publish(aSnapshot(view));
    first.cut();
    await desk.watch().until('phone gone', (state) => !state.phoneConnected);
    const second = await attach();
    await second.client.publish(aSnapshot());
    await expect
      .poll(async () => (await myCalls()).items.map((item) => item.call.endReason))
      .toEqual(['deskDied']);
  });

  it('takes up a running call after a restart of the host, without ending it', async () => {
    const first = await attach();
    const view = aCallView({ state: 'connected', answeredAt: Date.now() });
    await first.client.publish(aSnapshot(view));
    await expect.poll(async () => (await myCalls()).items.length).toBe(1);
    await desk.restart();
    const second = await attach();
    await second.client.publish(aSnapshot(view));
    await second.client.publish(
      aSnapshot({ ...view, state: 'ended', endedAt: Date.now(), endReason: 'agentHungUp' }),
    );
    await expect
      .poll(async () => (await myCalls()).items.map((item) => item.call.endReason))
      .toEqual(['agentHungUp']);
  });

  it('keeps a draft through the end of the process', async () => {
    const draftKey = randomUUID();
    const base = { revision: 3, intake: { ...emptyIntake, address: '示例路' } };
    const body = { ...emptyIntake, content: '说到一半' };
    await desk.desk().drafts.save({ draftKey, body, base });
    await desk.restart();
    expect(await desk.desk().drafts.get({ draftKey })).toMatchObject({ body, base });
    await desk.desk().drafts.remove({ draftKey });
    expect(await desk.desk().drafts.get({ draftKey })).toBeNull();
  });

  it('shows a call that is not recorded as a problem while it runs', async () => {
    const { client } = await attach();
    const view = aCallView({
      state: 'connected',
      answeredAt: Date.now(),
      recording: { kind: 'failed', code: 'recording.stopped' },
    });
    await client.publish(aSnapshot(view));
    const { problems } = await desk.watch().until('problem', (state) => state.problems.length > 0);
    expect(problems).toMatchObject([{ code: 'recording.stopped', callId: view.callId }]);
    await client.publish(aSnapshot());
    await desk.watch().until('no problem', (state) => state.problems.length === 0);
  });

  it('forwards levels', async () => {
    const { client } = await attach();
    const levels = { callId: randomUUID(), agent: 40, citizen: 7 };
    await client.levels(levels);
    await expect.poll(() => desk.watch().events).toContainEqual({ kind: 'levels', levels });
  });

  describe('and a recording', () => {
    const recordingId = randomUUID();
    const at = (path: string) => `http://127.0.0.1${path}`;
    const chunk = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      return new Uint8Array(
        encodeEntries([{ kind: 'audio', bytes }], (value) => new TextEncoder().encode(value)),
      );
    };
    const put = (seq: number, text: string) =>
      desk
        .host()
        .handleRequest(
          new Request(at(paths.chunk(recordingId, seq)), { method: 'PUT', body: chunk(text) }),
        );
    const get = (headers: Record<string, string> = {}) =>
      desk.host().handleRequest(new Request(at(paths.audio(recordingId)), { headers }));

    it('stores chunks in order, tells which one is missing, and plays ranges of them', async () => {
      const { client } = await attach();
      await client.recordings.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
      expect((await put(0, 'first ')).status).toBe(204);
      expect((await put(0, 'first ')).status).toBe(204);
      const early = await put(2, 'third');
      expect([early.status, early.headers.get('x-expected-seq')]).toEqual([409, '1']);
      expect((await put(1, 'second')).status).toBe(204);
      await client.recordings.finish({ recordingId, chunkCount: 2, durationMs: 200 });
      const whole = await get();
      expect([whole.status, await whole.text()]).toEqual([200, 'first second']);
      const part = await get({ range: 'bytes=6-' });
      expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
        206,
        'second',
        'bytes 6-11/12',
      ]);
      expect((await get({ range: 'bytes=99-' })).status).toBe(416);
    });

    it('refuses chunks that nobody announced, and nonsense', async () => {
      expect((await put(0, 'x')).status).toBe(404);
      const nonsense = new Request(at(paths.chunk(recordingId, 0)), {
        method: 'PUT',
        body: new Uint8Array([9, 9]),
      });
      expect((await desk.host().handleRequest(nonsense)).status).toBe(400);
      const wrongMethod = new Request(at(paths.audio(recordingId)), { method: 'POST', body: 'x' });
      expect((await desk.host().handleRequest(wrongMethod)).status).toBe(405);
    });

    it('is not played to another agent at the same desk', async () => {
      const { client } = await attach();
      await client.recordings.begin({ recordingId, callId: randomUUID(), startedAt: Date.now() });
      await put(0, 'private');
      await desk.desk().session.signOut({ unguarded: true });
      expect((await get()).status).toBe(401);
      await desk.signIn('1002');
      expect((await get()).status).toBe(403);
    });
  });
});
