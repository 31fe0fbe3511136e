import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { applyCallRecord } from '../../../../../src/hub/areas/calls/apply-call-record.ts';
import {
  applyRecordingEvent,
  applyRecordingRow,
} from '../../../../../src/hub/areas/recordings/apply-recording.ts';
import { noteHeard } from '../../../../../src/hub/areas/recordings/note-heard.ts';
import { mayBecome, mayGrow } from '../../../../../src/hub/areas/recordings/recording-changes.ts';
import type { SignedIn } from '../../../../../src/hub/areas/session/authenticate.ts';
import { applyTicketCommand } from '../../../../../src/hub/areas/tickets/apply-ticket-command.ts';
import { openHubInMemory } from '../../../../support/hub-in-memory.ts';
import { aCall, aRecording, aTicketSave } from '../../../../support/hub-values.ts';

const refused = { kind: 'refused', code: 'hub.refused' };
const accepted = { kind: 'accepted' };

describe('what a desk says of a recording', () => {
  let hub: Awaited<ReturnType<typeof openHubInMemory>>;
  let agent: SignedIn;
  const [recordingId, callId] = [randomUUID(), randomUUID()];
  beforeEach(async () => {
    hub = await openHubInMemory();
    agent = await hub.signedIn('1001');
  });
  const tell = async (changes: Parameters<typeof aRecording>[0] = {}, who = agent) =>
    (await applyRecordingRow(hub.contextOf(who), aRecording({ recordingId, callId, ...changes })))
      .answer;

  it('never moves it to another call, nor to another agent of the desk, by row or by event', async () => {
    expect(await tell()).toEqual(accepted);
    const otherCall = randomUUID();
    expect(await tell({ callId: otherCall })).toMatchObject(refused);
    const colleague = await hub.signedIn('1002', 'agent', agent.deskId);
    expect(await tell({ agentWorkNo: '1002' }, colleague)).toMatchObject(refused);
    const event = { recordingId, callId: otherCall, at: 1, kind: 'stopped', code: null } as const;
    expect((await applyRecordingEvent(hub.contextOf(agent), event)).answer).toMatchObject(refused);
    expect(await hub.store.recordings.get(recordingId)).toMatchObject({
      callId,
      agentWorkNo: '1001',
    });
  });

  it('is not taken of a call that another agent had at the same desk', async () => {
    const call = aCall({ callId });
    expect((await applyCallRecord(hub.contextOf(agent), call)).answer).toEqual(accepted);
    const colleague = await hub.signedIn('1002', 'agent', agent.deskId);
    expect(await tell({ agentWorkNo: '1002' }, colleague)).toMatchObject(refused);
    expect(await tell()).toEqual(accepted);
  });

  it('is not taken from who was never at that desk with whom it is about', async () => {
    const stranger = await hub.signedIn('1002');
    expect(await tell({}, stranger)).toMatchObject(refused);
  });

  it('may say less only while nothing is received, and nothing new once it is finished', () => {
    const known = aRecording({ byteLength: 1000, durationMs: 60_000 });
    const some = { storedBytes: 400, isFinished: false };
    const all = { storedBytes: 1000, isFinished: true };
    const none = { storedBytes: 0, isFinished: false };
    const shorter = { ...known, durationMs: 1 };
    expect(mayBecome(known, shorter, none)).toBe(true);
    expect(mayBecome(known, shorter, some)).toBe(false);
    expect(mayBecome(known, { ...known, byteLength: 999 }, some)).toBe(false);
    const damaged = { ...known, state: 'damaged' } as const;
    expect(mayBecome(known, damaged, some)).toBe(true);
    expect(mayBecome(known, damaged, all)).toBe(false);
    const writing = { ...known, state: 'writing' } as const;
    expect(mayBecome(writing, damaged, { ...all, isFinished: false })).toBe(true);
    expect(mayBecome(known, writing, all)).toBe(false);
    expect(mayBecome(known, { ...known, byteLength: 1001 }, all)).toBe(false);
    expect(mayGrow(known, 600, some)).toBe(true);
    expect(mayGrow(known, 601, some)).toBe(false);
    expect(mayGrow(writing, 601, some)).toBe(true);
    expect(mayGrow(null, 601, some)).toBe(true);
  });

  it('leaves who heard how much to those who may hear it, never more than its length and never less than before', async () => {
    await tell();
    const input = { recordingId, heardMs: 900, lengthMs: 600 };
    const stranger = await hub.signedIn('1002');
    await expect(noteHeard(hub, stranger, input)).rejects.toMatchObject({ code: 'hub.forbidden' });
    await noteHeard(hub, agent, input);
    await noteHeard(hub, agent, { ...input, heardMs: 100 });
    const heard = (await hub.store.heard.of([recordingId])).get(recordingId);
    expect(heard).toMatchObject([{ workNo: '1001', heardMs: 600, lengthMs: 600 }]);
  });

  it('a ticket that was written in a call is a ticket of that call', async () => {
    const command = aTicketSave(randomUUID(), {
      ticketNo: 'SW20260612-1001-001',
      call: { callId, recordingId: null },
    });
    expect((await applyTicketCommand(hub.contextOf(agent), command)).answer).toEqual(accepted);
    expect(await hub.store.calls.ticketsOf([callId])).toMatchObject([
      { ticketNo: 'SW20260612-1001-001' },
    ]);
  });
});
