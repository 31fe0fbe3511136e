import { randomUUID } from 'node:crypto';
import type { HubCommand } from '../../src/shared/contract/commands/schemas.ts';
import type { CallRecord } from '../../src/shared/domain/calls/call.ts';
import type { Recording } from '../../src/shared/domain/recordings/recording.ts';
import type { SignedInDesk } from './hub-client.ts';
import { makeSegment, type TestSegment, uploadWhole } from './hub-upload.ts';
import { aCall, aRecording } from './hub-values.ts';

/** A desk that tells the hub of calls and recordings of its agent. */
export function teller(url: string, desk: SignedInDesk, agentWorkNo = desk.session.user.workNo) {
  const send = (command: HubCommand) =>
    desk.client.commands.submit({ commandId: randomUUID(), command });
  return {
    send,
    tellCall: (call: Partial<CallRecord>) =>
      send({ kind: 'callRecord', call: aCall({ agentWorkNo, ...call }) }),
    tellRow: (recording: Partial<Recording>) =>
      send({ kind: 'recordingRow', recording: aRecording({ agentWorkNo, ...recording }) }),
    /** A segment with this text as its sound. */
    segment: (
      text: string,
      place: { recordingId: string; callId: string; segment?: number; firstSeq?: number },
    ) =>
      makeSegment(desk.session.keys, {
        ...place,
        agentWorkNo,
        chunks: [[{ kind: 'audio', bytes: Buffer.from(text) }]],
      }),
    upload: (segment: TestSegment) => uploadWhole(url, desk.token, segment),
    hear: async (recordingId: string) => {
      const response = await fetch(`${url}/recordings/${recordingId}/audio`, {
        headers: { authorization: `Bearer ${desk.token}` },
      });
      return response.text();
    },
    callOf: async (callId: string) => {
      const filter = { from: null, to: null, agentWorkNo: null, direction: null, text: '' };
      const { items } = await desk.client.calls.list({
        ...filter,
        recordingStates: [],
        limit: 200,
        offset: 0,
      });
      return items.find((item) => item.call.callId === callId) ?? null;
    },
  };
}
