import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CallRecords,
  createCallRecords,
} from '../../../../../src/main/areas/calls/call-records.ts';
import type { CallFold } from '../../../../../src/main/storage/call-fold.ts';
import type { HubCommand } from '../../../../../src/shared/contract/commands/schemas.ts';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import { owesResult } from '../../../../../src/shared/domain/workspaces/workspace.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';
import { aTicket } from '../../../../support/hub-values.ts';

const start = 1_000_000_000;
const day = 86_400_000;
const ringing = aCallView({ startedAt: start });
const talking: CallView = { ...ringing, state: 'connected', answeredAt: start + 4000 };
const over: CallView = {
  ...talking,
  state: 'ended',
  endedAt: start + 9000,
  endReason: 'citizenHungUp',
};
const { callId } = ringing;
const [first, second] = [
  { ...aTicket(), ticketNo: 'SW20261124-0001' },
  { ...aTicket(), ticketNo: 'SW20261124-0002' },
];

describe('what is told of calls as they go', () => {
  let disk: Map<string, CallFold>;
  let now: number;
  let workNo: string;
  let told: HubCommand[];
  /** How the call stood on the disk when it was said that calls have changed. */
  let changed: (CallFold | undefined)[];
  let conversationsTold: string[][];
  let reads: number;
  let saves: number;
  /** What went wrong where nobody waited for it. */
  let failed: string[];
  let records: CallRecords;

  const startHost = async () => {
    const calls = {
      saveCall: async (fold: CallFold) => {
        saves += 1;
        disk.set(fold.record.callId, fold);
      },
      getCall: async (id: string) => {
        reads += 1;
        return disk.get(id) ?? null;
      },
      runningCalls: async () => [...disk.values()].filter(({ record }) => record.endedAt === null),
      listCalls: async () => ({ folds: [], total: 0 }),
      missedCalls: async () => [],
      owedCalls: async (of: string, since: number) =>
        [...disk.values()].filter(
          ({ record }) =>
            record.agentWorkNo === of && record.startedAt >= since && owesResult(record),
        ),
      missedPutAway: async () => [],
      putMissedAway: async () => undefined,
    };
    records = createCallRecords({
      calls,
      tickets: {
        getTicketByNo: async (no) =>
          [first, second].find(({ ticketNo }) => ticketNo === no) ?? null,
      },
      enqueue: async (command) => void told.push(command),
      clock: { now: () => now, monotonicMs: () => now },
      workNo: () => workNo,
      reader: () => ({ workNo, role: 'agent' }),
      isSoundTest: () => false,
      onChanged: () => void changed.push(disk.get(callId)),
      onConversations: () =>
        void conversationsTold.push(records.conversations().map((record) => record.callId)),
      inBackground: (name, task) => void task().catch(() => failed.push(name)),
    });
    await records.start();
  };
  beforeEach(async () => {
    disk = new Map();
    now = start;
    workNo = '1001';
    [told, changed, conversationsTold, reads, saves, failed] = [[], [], [], 0, 0, []];
    await startHost();
  });
  const see = async (...views: CallView[]) => {
    records.handleSnapshot(aSnapshot(...views));
    await records.settled();
  };
  const toldCalls = () =>
    told.flatMap((command) => (command.kind === 'callRecord' ? [command.call] : []));
  const owed = () => records.conversations().filter(owesResult);

  it('the hub hears of a call when it is answered, not only at its end, and of no ring', async () => {
    await see(ringing);
    expect(told).toEqual([]);
    await see(talking);
    expect(toldCalls()).toMatchObject([{ callId, answeredAt: start + 4000, endedAt: null }]);
    await see(over);
    expect(toldCalls()).toMatchObject([{ endedAt: null }, { endedAt: start + 9000 }]);
  });

  it('lists are read again after each turn of a call, when it is on the disk', async () => {
    await see(ringing);
    await see(talking);
    await see(talking);
    await see(over);
    expect(changed).toMatchObject([
      { record: { answeredAt: null, endedAt: null } },
      { record: { answeredAt: start + 4000, endedAt: null } },
      { record: { endedAt: start + 9000 } },
    ]);
  });

  it('a call that is over is neither read nor told again while it is still in view, nor after a restart', async () => {
    await see(talking);
    await see(over);
    const [calls, before] = [toldCalls().length, reads];
    await see(over);
    await see(over);
    expect(reads).toBe(before);
    await startHost();
    await see(over);
    expect(toldCalls()).toHaveLength(calls);
  });

  it('is linked to each ticket that the PBX names for it, and to none that is not here', async () => {
    await see({ ...talking, ticketNo: 'SW20261124-9999' });
    await see({ ...talking, ticketNo: first.ticketNo });
    await see({ ...talking, ticketNo: second.ticketNo });
    await see(over);
    const linked = [first.ticketId, second.ticketId];
    expect(disk.get(callId)?.record.ticketIds).toEqual(linked);
    expect(toldCalls().at(-1)?.ticketIds).toEqual(linked);
  });

  it('links what was chosen and concluded during the talk when it ends', async () => {
    await see(talking);
    const said = { ticketId: first.ticketId, result: 'answered' } as const;
    await records.conclude('1001', callId, said);
    expect(disk.get(callId)?.record.ticketIds).toEqual([]);
    await see(over);
    expect(toldCalls().at(-1)).toMatchObject({ ticketIds: [first.ticketId], result: 'answered' });
  });

  it('is no talk while it rings', async () => {
    await see(ringing);
    expect([records.isRunning(callId), records.isTalking()]).toEqual([true, false]);
    await see(talking);
    expect(records.isTalking()).toBe(true);
    await see(over);
    expect([records.isRunning(callId), records.isTalking()]).toEqual([false, false]);
  });

  it('says that the conversations have changed when a call begins and ends', async () => {
    await see(talking);
    await see(over);
    expect(conversationsTold).toEqual([[callId], [callId]]);
    expect(owed()).toHaveLength(1);
  });

  it('asks nobody else for the result of a call', async () => {
    await see(talking);
    workNo = '1002';
    records.handleUser('1002');
    await see(over);
    expect(owed()).toEqual([]);
  });

  it('asks for the results of the last seven days, and of nobody who has left before they were read', async () => {
    await see(talking);
    await see(over);
    await see();
    await startHost();
    now = start + 7 * day;
    records.handleUser('1001');
    await records.settled();
    expect(owed()).toHaveLength(1);
    records.handleUser('1001');
    workNo = '1002';
    await records.settled();
    expect(owed()).toEqual([]);
    workNo = '1001';
    now += 1;
    records.handleUser('1001');
    await records.settled();
    expect(owed()).toEqual([]);
  });

  it('takes a recording in which nothing is for no recording', async () => {
    await see(over);
    const recording = {
      recordingId: '00000000-0000-4000-8000-000000000001',
      callId,
      agentWorkNo: '1001',
      startedAt: start + 4000,
      durationMs: 0,
      byteLength: 1,
      state: 'closed',
      uploadedBytes: 0,
      syncedAt: null,
      error: null,
    } as const;
    records.noteRecording(recording);
    await records.settled();
    const missing = { recordingId: null, noRecordingReason: 'recording.notStarted' };
    expect(disk.get(callId)?.record).toMatchObject(missing);
    records.noteRecording({ ...recording, durationMs: 1 });
    await records.settled();
    expect(disk.get(callId)?.record).toMatchObject({ recordingId: recording.recordingId });
  });

  it('means the sound over every look at the call, also those that change nothing else', async () => {
    const heard = (mos: number): CallView => ({
      ...talking,
      quality: { mos, lossPercent: 0, jitterMs: 0, rttMs: null },
    });
    await see(talking);
    for (const mos of [2, 4, 4, 4]) {
      now += 1000;
      await see(heard(mos));
    }
    await see(over);
    expect(disk.get(callId)?.record.quality).toMatchObject({ mos: 3.5, worstMos: 2 });
  });

  it('is written down every five seconds while it runs, so that a crash knows its end', async () => {
    await see(talking);
    const written = saves;
    for (let second = 1; second <= 11; second += 1) {
      now = start + second * 1000;
      await see(talking);
      expect(saves - written).toBe(Math.floor(second / 5));
    }
    expect(disk.get(callId)?.lastSeenAt).toBe(start + 10_000);
    await startHost();
    records.handlePhoneGone();
    await records.settled();
    expect(disk.get(callId)?.record).toMatchObject({
      endReason: 'deskDied',
      endedAt: start + 10_000,
    });
  });

  it('is over when the phone page no longer knows it', async () => {
    await see(talking);
    now = start + 6000;
    await see(talking);
    await see();
    expect(disk.get(callId)?.record).toMatchObject({
      endReason: 'deskDied',
      endedAt: start + 6000,
    });
    expect(records.isRunning(callId)).toBe(false);
  });

  it('is owed by nobody the moment somebody else works here, and told so', async () => {
    await see(talking);
    await see(over);
    expect(owed()).toHaveLength(1);
    const before = conversationsTold.length;
    records.handleUser(null);
    expect(records.conversations()).toEqual([]);
    expect(conversationsTold.slice(before)).toEqual([[]]);
    await records.settled();
    expect(conversationsTold.slice(before)).toEqual([[]]);
    records.handleUser('1001');
    await records.settled();
    expect(conversationsTold.slice(before)).toEqual([[], [], [callId]]);
  });

  it('stays with the one whose result was given last, until another word comes of it or another call is settled', async () => {
    const next = { ...over, callId: '00000000-0000-4000-8000-000000000002' };
    await see(talking);
    await see(over);
    const said = { ticketId: null, result: 'answered' } as const;
    await records.conclude('1001', callId, said);
    expect(records.conversations()).toMatchObject([{ callId, result: 'answered' }]);
    await records.conclude('1001', callId, { ...said, result: 'progress' });
    expect(records.conversations().map((record) => record.callId)).toEqual([callId]);
    await see(over, next);
    expect(records.conversations().map((record) => record.callId)).toEqual([next.callId, callId]);
    await records.conclude('1001', next.callId, said);
    expect(records.conversations().map((record) => record.callId)).toEqual([next.callId]);
    workNo = '1002';
    records.handleUser('1002');
    await records.settled();
    expect(records.conversations()).toEqual([]);
  });

  it('ends no earlier than its sound, and takes no word of a recording whose call is not known', async () => {
    const recording = {
      recordingId: '00000000-0000-4000-8000-000000000001',
      callId,
      agentWorkNo: '1001',
      startedAt: start + 4000,
      durationMs: 2000,
      byteLength: 1,
      state: 'writing',
      uploadedBytes: 0,
      syncedAt: null,
      error: null,
    } as const;
    records.noteRecording({ ...recording, callId: 'unknown' });
    await records.settled();
    expect(saves).toBe(0);
    await see(talking);
    const before = saves;
    records.noteRecording(recording);
    await records.settled();
    expect(saves).toBe(before);
    records.handlePhoneGone();
    await records.settled();
    expect(disk.get(callId)?.record).toMatchObject({
      endReason: 'deskDied',
      endedAt: start + 6000,
    });
    records.noteRecording({ ...recording, durationMs: 3000 });
    await records.settled();
    expect(toldCalls().at(-1)).toMatchObject({
      recordingId: recording.recordingId,
      endedAt: start + 7000,
    });
    const after = saves;
    records.noteRecording({ ...recording, durationMs: 3000 });
    await records.settled();
    expect(saves).toBe(after);
  });

  it('is put away by who said so first', async () => {
    await see(over);
    const away = { at: 5, workNo: '1001', reason: '空号' };
    records.putAway(callId, away);
    records.putAway(callId, { ...away, at: 6, reason: '无人接听' });
    records.putAway('unknown', away);
    await records.settled();
    expect(disk.get(callId)?.record.putAway).toEqual(away);
    expect(toldCalls().filter((call) => call.putAway !== undefined)).toHaveLength(1);
  });

  it('goes to no ticket that nobody knows here, nor to one that is found when the call is over', async () => {
    await see({ ...ringing, ticketNo: 'SW20261124-0009' });
    expect(disk.get(callId)?.record.ticketIds).toEqual([]);
    const other = { ...ringing, callId: 'another', ticketNo: first.ticketNo };
    records.handleSnapshot(aSnapshot(other));
    records.handleSnapshot(
      aSnapshot({ ...other, state: 'ended', endedAt: start + 1, endReason: 'missed' }),
    );
    await records.settled();
    expect(disk.get('another')?.record).toMatchObject({ endedAt: start + 1, ticketIds: [] });
    expect(failed).toEqual([]);
  });
});
