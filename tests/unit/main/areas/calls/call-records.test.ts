import { owesResult } from '../../../../../src/shared/domain/workspaces/workspace.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CallRecords,
  createCallRecords,
} from '../../../../../src/main/areas/calls/call-records.ts';
import type { CallFold } from '../../../../../src/main/storage/call-fold.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import type { Ticket } from '../../../../../src/shared/domain/tickets/ticket.ts';
import { aTicket } from '../../../../support/hub-values.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';

const start = 1_000_000;
const talking = aCallView({ startedAt: start, answeredAt: start, state: 'connected' });
const { callId } = talking;
const aRecording = {
  recordingId: '00000000-0000-4000-8000-000000000001',
  callId,
  agentWorkNo: '1001',
  startedAt: start,
  durationMs: 42_000,
  byteLength: 1,
  state: 'closed',
  uploadedBytes: 0,
  syncedAt: null,
  error: null,
} as const;

describe('what is kept of calls', () => {
  const disk = new Map<string, CallFold>();
  let now: number;
  let told: HubCommand[];
  let named: Ticket | null;
  let records: CallRecords;

  /** A host over what is on the disk; the one before it may have been killed. */
  const startHost = async () => {
    const calls = {
      saveCall: async (fold: CallFold) => void disk.set(fold.record.callId, fold),
      getCall: async (id: string) => disk.get(id) ?? null,
      runningCalls: async () => [...disk.values()].filter(({ record }) => record.endedAt === null),
      listCalls: async () => ({ folds: [], total: 0 }),
      missedCalls: async () => [],
      owedCalls: async () => [...disk.values()].filter(({ record }) => owesResult(record)),
      missedPutAway: async () => [],
      putMissedAway: async () => undefined,
    };
    records = createCallRecords({
      calls,
      tickets: { getTicketByNo: async () => named },
      reader: () => ({ workNo: '1001', role: 'agent' }),
      enqueue: async (command) => void told.push(command),
      clock: { now: () => now, monotonicMs: () => now },
      workNo: () => '1001',
      isSoundTest: ({ number }) => number.raw === '600',
      onChanged: () => undefined,
      onConversations: () => undefined,
      inBackground: (_, task) => void task(),
    });
    await records.start();
  };
  beforeEach(async () => {
    disk.clear();
    told = [];
    named = null;
    now = start;
    await startHost();
  });
  const talkFor = async (seconds: number) => {
    for (let second = 0; second <= seconds; second += 1) {
      now = start + second * 1000;
      records.handleSnapshot(aSnapshot(talking));
    }
    await records.settled();
  };
  const record = () => disk.get(callId)?.record;

  it('knows the end of a call to a few seconds when the host was killed in it', async () => {
    await talkFor(31);
    const toldBefore = told.length;
    await startHost();
    expect(records.isRunning(callId)).toBe(true);
    records.handlePhoneGone();
    await records.settled();
    expect(record()).toMatchObject({ endReason: 'deskDied', endedAt: start + 30_000 });
    expect(told).toHaveLength(toldBefore + 1);
    expect(records.isRunning(callId)).toBe(false);
  });

  it('ends a call with its sound when the recording knows more, before or after the end', async () => {
    await talkFor(3);
    records.noteRecording({ ...aRecording, durationMs: 20_000 });
    await records.settled();
    records.handlePhoneGone();
    await records.settled();
    expect(record()).toMatchObject({ endedAt: start + 20_000, talkMs: 20_000 });
    records.noteRecording(aRecording);
    await records.settled();
    expect(record()).toMatchObject({ endedAt: start + 42_000, talkMs: 42_000 });
    expect(told.at(-1)).toMatchObject({ kind: 'callRecord', call: { talkMs: 42_000 } });
  });

  it.each([
    ['links the ticket that the PBX names', [], true],
    ['does not link one that complains about the agent', ['1001'], false],
    ['does not link one that complains about somebody else', ['1002'], false],
  ] as const)('%s', async (_, against, isLinked) => {
    named = { ...aTicket(), kind: 'help', course: [], against: [...against] };
    records.handleSnapshot(aSnapshot({ ...talking, ticketNo: named.ticketNo }));
    await records.settled();
    // Having found it, it writes once more.
    await records.settled();
    expect(record()?.ticketIds).toEqual(isLinked ? [named.ticketId] : []);
  });

  it('finds the recording of a call that was over before its light came on', async () => {
    const ended = { state: 'ended', endedAt: start + 150, endReason: 'citizenHungUp' } as const;
    records.handleSnapshot(aSnapshot({ ...talking, ...ended }));
    await records.settled();
    expect(record()?.noRecordingReason).toBe('recording.notStarted');
    records.noteRecording({ ...aRecording, durationMs: 140 });
    await records.settled();
    const { recordingId } = aRecording;
    expect(record()).toMatchObject({ recordingId, noRecordingReason: null, talkMs: 150 });
    expect(record()).toMatchObject({ endedAt: start + 150, endReason: 'citizenHungUp' });
  });

  it('tells the hub once why a missed call was put away, with its record', async () => {
    const missed = { state: 'ended', answeredAt: null, endedAt: start + 9000 } as const;
    records.handleSnapshot(aSnapshot({ ...talking, ...missed, endReason: 'missed' }));
    await records.settled();
    const putAway = { at: start + 60_000, workNo: '1002', reason: '无声，已听过录音' };
    records.putAway(callId, putAway);
    records.putAway(callId, { ...putAway, reason: '又一次' });
    await records.settled();
    const call = { callId, endReason: 'missed', putAway };
    expect(told.slice(1)).toEqual([{ kind: 'callRecord', call: expect.objectContaining(call) }]);
    expect(record()).toMatchObject(call);
  });

  const hangUp = async () => {
    const ended = { state: 'ended', endedAt: now, endReason: 'citizenHungUp' } as const;
    records.handleSnapshot(aSnapshot({ ...talking, ...ended }));
    records.handleSnapshot(aSnapshot());
    await records.settled();
  };
  const owed = () =>
    records
      .conversations()
      .filter(owesResult)
      .map((call) => call.callId);

  const [first, second] = [
    '00000000-0000-4000-8000-000000000007',
    '00000000-0000-4000-8000-000000000009',
  ] as const;
  const choose = (ticketId: string | null) => records.conclude('1001', callId, { ticketId });
  const linkedAtHub = () =>
    told.flatMap((command) => (command.kind === 'callRecord' ? command.call.ticketIds : []));

  it('links the ticket chosen last when the call is over and has its result, over a restart', async () => {
    await talkFor(1);
    await choose(first);
    await choose(second);
    await hangUp();
    expect(linkedAtHub()).toEqual([]);
    await startHost();
    await records.conclude('1001', callId, { result: 'answered' });
    expect(record()?.ticketIds).toEqual([second]);
    expect(told.at(-1)).toMatchObject({ call: { ticketIds: [second] } });
    await choose(first);
    expect(record()?.ticketIds).toEqual([second, first]);
  });

  it('links nothing when the choice was undone, unless it was saved', async () => {
    await talkFor(1);
    await choose(first);
    records.linkTicket(callId, second, 'registered');
    await choose(null);
    await hangUp();
    expect(record()).toMatchObject({ result: 'registered', ticketIds: [second] });
    expect(new Set(linkedAtHub())).toEqual(new Set([second]));
  });

  it('keeps a talked call as a conversation until its result is given, over a restart, and tells the hub', async () => {
    await talkFor(3);
    await hangUp();
    expect(owed()).toEqual([callId]);
    await startHost();
    records.handleUser('1001');
    await records.settled();
    expect(owed()).toEqual([callId]);
    await records.conclude('1001', callId, { result: 'wrongNumber', note: '找供电' });
    expect(owed()).toEqual([]);
    expect(record()).toMatchObject({ result: 'wrongNumber', note: '找供电' });
    expect(told.at(-1)).toMatchObject({ call: { result: 'wrongNumber', note: '找供电' } });
  });

  it('tells the result of the call that owed it last, however it was given, until somebody else works here', async () => {
    await talkFor(3);
    await hangUp();
    records.linkTicket(callId, first, 'registered');
    await records.settled();
    expect(records.conversations()).toEqual([expect.objectContaining({ result: 'registered' })]);
    await records.conclude('1001', callId, { result: 'answered' });
    expect(records.conversations()).toEqual([expect.objectContaining({ result: 'answered' })]);
    records.handleUser('1002');
    expect(records.conversations()).toEqual([]);
  });

  it('asks for no result of a test of the sound', async () => {
    const number = { raw: '600', key: null, display: '600', kind: 'extension' } as const;
    const test = { ...talking, direction: 'outbound', number } as const;
    records.handleSnapshot(aSnapshot(test));
    records.handleSnapshot(
      aSnapshot({ ...test, state: 'ended', endedAt: start + 5000, endReason: 'agentHungUp' }),
    );
    await records.settled();
    expect(owed()).toEqual([]);
    expect(record()).toMatchObject({ endReason: 'agentHungUp' });
    expect(record()).not.toHaveProperty('result');
  });

  it('takes work on a ticket for the result, unless the agent has given another', async () => {
    await talkFor(3);
    records.linkTicket(callId, 'a-ticket', 'registered');
    await records.settled();
    expect(record()).toMatchObject({ ticketIds: ['a-ticket'], result: 'registered' });
    await records.conclude('1001', callId, { result: 'progress' });
    records.linkTicket(callId, 'another', 'registered');
    await records.settled();
    expect(record()?.result).toBe('progress');
    await hangUp();
    expect(owed()).toEqual([]);
  });

  it('lets nobody give the result of a call that is not theirs, or not here', async () => {
    await talkFor(3);
    const notFound = { code: 'call.notFound' };
    await expect(records.conclude('1002', callId, { note: 'x' })).rejects.toMatchObject(notFound);
    await expect(records.conclude('1001', 'none', { note: 'x' })).rejects.toMatchObject(notFound);
    expect(record()?.note).toBeUndefined();
  });
});
