import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubCommand } from '../../../src/shared/contract/commands/schemas.ts';
import { signInAt } from '../../support/hub-client.ts';
import { aTicketSave } from '../../support/hub-values.ts';
import { teller } from '../../support/recorded-call.ts';
import { type RunningHub, startTestHub } from '../../support/running-hub.ts';

type Call = { readonly callId: string; readonly recordingId: string | null };
const linked = (command: HubCommand, call: Call): HubCommand =>
  command.kind === 'ticket' ? { ...command, call } : command;

const accepted = { kind: 'accepted' };
const refused = { kind: 'refused', code: 'hub.refused', ticket: null };

describe('a recording belongs to the desk and agent that had the call', () => {
  let hub: RunningHub;
  let owner: ReturnType<typeof teller>;
  let other: ReturnType<typeof teller>;
  let lead: ReturnType<typeof teller>;
  let ownerDeskId: string;
  beforeEach(async () => {
    hub = await startTestHub();
    const desk = await signInAt(hub.url(), '1001');
    ownerDeskId = desk.deskId;
    owner = teller(hub.url(), desk);
    other = teller(hub.url(), await signInAt(hub.url(), '1002'));
    lead = teller(hub.url(), await signInAt(hub.url(), '2001'));
  });
  afterEach(() => hub.stop());

  const ids = () => ({ recordingId: randomUUID(), callId: randomUUID() });
  /** A call of the owner with its whole recording in the archive. */
  const aKnownCall = async (text = 'TRUE') => {
    const place = ids();
    const segment = await owner.segment(text, place);
    const { byteLength } = segment.bytes;
    expect(await owner.tellCall(place)).toEqual(accepted);
    expect(await owner.tellRow({ ...place, byteLength })).toEqual(accepted);
    expect((await owner.upload(segment)).status).toBe(204);
    return { ...place, byteLength };
  };
  /** Gives what an item shows and what a lead hears under it. */
  const shown = async (callId: string) => {
    const item = await lead.callOf(callId);
    const id = item?.recording?.recordingId;
    return {
      workNo: item?.call.agentWorkNo,
      sound: id === undefined ? null : await lead.hear(id),
      others: item?.otherRecordings?.length,
    };
  };

  it('takes no recording of a colleague’s call: no upload, no row, no event', async () => {
    const { callId } = await aKnownCall();
    const forged = { recordingId: randomUUID(), callId };
    const upload = await other.upload(await other.segment('FORGED', forged));
    expect([upload.status, await upload.json()]).toEqual([403, { code: 'hub.forbidden' }]);
    expect(await other.tellRow(forged)).toEqual(refused);
    const event = { ...forged, at: 0, kind: 'notStarted', code: null } as const;
    expect(await other.send({ kind: 'recordingEvent', event })).toEqual(refused);
    expect(await shown(callId)).toEqual({ workNo: '1001', sound: 'TRUE', others: undefined });
  });

  it('takes no row of the same desk in the name of another agent than the call’s', async () => {
    const colleague = teller(hub.url(), await signInAt(hub.url(), '1002', ownerDeskId));
    const { callId } = await aKnownCall();
    expect(await colleague.tellRow({ recordingId: randomUUID(), callId })).toEqual(refused);
  });

  it('does not move to another call', async () => {
    const { recordingId } = await aKnownCall();
    const callId = randomUUID();
    await owner.tellCall({ callId, recordingId });
    expect(await owner.tellRow({ recordingId, callId })).toEqual(refused);
    const segment = await owner.segment('MOVED', { recordingId, callId, segment: 1, firstSeq: 1 });
    expect((await owner.upload(segment)).status).toBe(422);
    const event = { recordingId, callId, at: 0, kind: 'stopped', code: null } as const;
    expect(await owner.send({ kind: 'recordingEvent', event })).toEqual(refused);
  });

  it('takes no further part once it is closed, and nothing less once it is received', async () => {
    const { recordingId, callId, byteLength } = await aKnownCall();
    const place = { recordingId, callId };
    const later = await owner.segment('APPENDED', { ...place, segment: 1, firstSeq: 1 });
    const upload = await owner.upload(later);
    expect([upload.status, await upload.json()]).toEqual([422, { code: 'upload.rejected' }]);
    for (const less of [
      { state: 'damaged' as const, byteLength },
      { durationMs: 1, byteLength },
      { byteLength: byteLength - 1 },
    ])
      expect(await owner.tellRow({ ...place, ...less })).toEqual(refused);
    expect(await owner.tellRow({ ...place, byteLength, state: 'synced' })).toEqual(accepted);
    const event = { ...place, at: 0, kind: 'finished', code: null } as const;
    expect(await owner.send({ kind: 'recordingEvent', event })).toEqual(accepted);
    expect(await owner.tellRow({ ...place, byteLength: byteLength + 1 })).toEqual(refused);
    expect(await owner.tellRow({ ...place, byteLength, state: 'writing' })).toEqual(refused);
    expect(await shown(callId)).toMatchObject({ sound: 'TRUE' });
  });

  it('goes on in a new part after a restart of the desk in mid-call', async () => {
    const { recordingId, callId, byteLength } = await aKnownCall('FIRST ');
    const place = { recordingId, callId };
    const second = await owner.segment('SECOND', { ...place, segment: 1, firstSeq: 1 });
    const whole = byteLength + second.bytes.byteLength;
    expect(await owner.tellRow({ ...place, byteLength, state: 'writing' })).toEqual(accepted);
    expect(await owner.tellRow({ ...place, byteLength: whole })).toEqual(accepted);
    expect((await owner.upload(second)).status).toBe(204);
    expect(await shown(callId)).toMatchObject({ sound: 'FIRST SECOND' });
  });

  it('a call’s record is final once it has ended, but for later facts', async () => {
    const { callId, recordingId } = await aKnownCall();
    const place = { callId, recordingId };
    expect(await owner.tellCall({ ...place, talkMs: 7 })).toEqual(refused);
    expect(await owner.tellCall({ ...place, endReason: 'agentHungUp' })).toEqual(refused);
    expect(await owner.tellCall({ ...place, recordingId: randomUUID() })).toEqual(refused);
    const ticketId = randomUUID();
    const quality = { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: null };
    expect(await owner.tellCall({ ...place, ticketIds: [ticketId], quality })).toEqual(accepted);
    expect((await lead.callOf(callId))?.call).toMatchObject({
      talkMs: 60_000,
      ticketIds: [ticketId],
      quality,
    });
    expect(await owner.tellCall({ ...place, quality: { ...quality, mos: 1 } })).toEqual(accepted);
    expect((await lead.callOf(callId))?.call.quality).toEqual(quality);
    const putAway = { at: 7, workNo: '1001', reason: '无声，已听过录音' };
    expect(await owner.tellCall({ ...place, putAway })).toEqual(accepted);
    expect(await owner.tellCall({ ...place, putAway: { ...putAway, reason: '' } })).toEqual(
      accepted,
    );
    expect(await owner.tellCall(place)).toEqual(accepted);
    expect((await lead.callOf(callId))?.call.putAway).toEqual(putAway);
  });

  it('an id that a ticket has named stays its desk’s, whoever claims it meanwhile', async () => {
    const place = ids();
    await owner.send(linked(aTicketSave(randomUUID()), place));
    await other.tellCall({ ...place, talkMs: 1 });
    expect(await owner.tellCall(place)).toEqual(accepted);
    await other.tellRow(place);
    const segment = await owner.segment('TRUE', place);
    expect((await owner.upload(segment)).status).toBe(204);
    const { byteLength } = segment.bytes;
    expect(await owner.tellRow({ ...place, byteLength })).toEqual(accepted);
    expect(await shown(place.callId)).toMatchObject({ workNo: '1001', sound: 'TRUE' });
    expect((await lead.callOf(place.callId))?.otherRecordings).toBeDefined();
  });

  it('an id that was claimed first never keeps a recording on its PC: it is kept apart and shown', async () => {
    const place = ids();
    await other.tellCall(place);
    await other.tellRow(place);
    await owner.tellCall(place);
    const segment = await owner.segment('TRUE', place);
    expect((await owner.upload(segment)).status).toBe(204);
    const desk = await signInAt(hub.url(), '1001', ownerDeskId);
    const receipt = await desk.client.recordings.receipt({
      recordingId: place.recordingId,
      segment: 0,
    });
    expect(receipt).toMatchObject({ recordingId: place.recordingId, segment: 0 });
    const item = await lead.callOf(place.callId);
    expect(item?.otherRecordings).toHaveLength(1);
    expect(await lead.hear(item?.otherRecordings?.[0]?.recordingId ?? '')).toBe('TRUE');
  });

  it('links a ticket to a call of its own desk only; what was typed is kept', async () => {
    const { callId } = await aKnownCall();
    const ticketId = randomUUID();
    const foreign = aTicketSave(ticketId, { ticketNo: 'SW20260612-1002-001' });
    expect(await other.send(linked(foreign, { callId, recordingId: null }))).toMatchObject(
      accepted,
    );
    expect((await lead.callOf(callId))?.ticketNos).toEqual([]);
    const own = aTicketSave(randomUUID(), { ticketNo: 'SW20260612-1001-009' });
    await owner.send(linked(own, { callId, recordingId: null }));
    expect((await lead.callOf(callId))?.ticketNos).toEqual(['SW20260612-1001-009']);
  });
});

describe('a receipt is given for what can be played', () => {
  let hub: RunningHub;
  let desk: ReturnType<typeof teller>;
  beforeEach(async () => {
    hub = await startTestHub();
    desk = teller(hub.url(), await signInAt(hub.url(), '1001'));
  });
  afterEach(() => hub.stop());

  const rejected = async (response: Response) =>
    expect([response.status, await response.json()]).toEqual([422, { code: 'upload.rejected' }]);

  it('not for a file that names another recording, call or segment', async () => {
    const place = { recordingId: randomUUID(), callId: randomUUID() };
    const segment = await desk.segment('SOUND', place);
    for (const change of [
      { recordingId: randomUUID() },
      { callId: randomUUID() },
      { segment: '1' },
    ]) {
      const metadata = { ...segment.metadata, ...change };
      await rejected(await desk.upload({ ...segment, metadata }));
    }
    expect((await desk.upload(segment)).status).toBe(204);
  });

  it('not for bytes that nobody can play, nor for a file under another key', async () => {
    const place = { recordingId: randomUUID(), callId: randomUUID() };
    const segment = await desk.segment('SOUND', place);
    const foreign = await desk.segment('SOUND', place);
    for (const bytes of [randomBytes(5000), Buffer.alloc(5000), foreign.bytes]) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await rejected(await desk.upload({ bytes, metadata: { ...segment.metadata, sha256 } }));
    }
  });

  it('for a file that is damaged inside, whose flaws the list and the time line tell', async () => {
    const place = { recordingId: randomUUID(), callId: randomUUID() };
    const lead = await signInAt(hub.url(), '2001');
    const { bytes, metadata } = await desk.segment('SOUND', place);
    const cut = bytes.subarray(0, bytes.lastIndexOf('HDfr'));
    const sha256 = createHash('sha256').update(cut).digest('hex');
    await desk.tellCall(place);
    await desk.tellRow({ ...place, byteLength: cut.byteLength });
    const upload = await desk.upload({ bytes: cut, metadata: { ...metadata, sha256 } });
    expect(upload.status).toBe(204);
    expect((await desk.callOf(place.callId))?.recording?.error).toBe('recording.damaged');
    const response = await fetch(`${hub.url()}/recordings/${place.recordingId}/timeline`, {
      headers: { authorization: `Bearer ${lead.token}` },
    });
    expect(await response.json()).toMatchObject({ flaws: ['cut'], marks: [{ kind: 'gap' }] });
  });
});
