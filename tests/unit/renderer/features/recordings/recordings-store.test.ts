import { describe, expect, it } from 'vitest';
import {
  createListeningStore,
  createRecordingList,
} from '../../../../../src/renderer/features/recordings/recordings-store.ts';
import type { CallListItem } from '../../../../../src/shared/contract/calls/schemas.ts';
import type { RecordingTimeline } from '../../../../../src/shared/domain/recordings/recording.ts';
import { aCallItem } from '../../../../support/desk/desk-samples.ts';
import { aRecording } from '../../../../support/hub-values.ts';

const timelineOf = (recordingId: string): RecordingTimeline => ({
  recordingId,
  durationMs: 1000,
  stepMs: 100,
  agentPeaks: [],
  citizenPeaks: [],
  marks: [],
});

describe('the listening store', () => {
  const open = async (item: CallListItem, later: (work: () => void) => void = (work) => work()) => {
    const list = createRecordingList({
      listCalls: async () => ({ items: [item], total: 1, fromHub: true }),
      schedule: () => () => {},
      now: () => 0,
    });
    const store = createListeningStore({
      list,
      loadTimeline: (id) => new Promise((resolve) => later(() => resolve(timelineOf(id)))),
    });
    list.getState().refresh();
    await expect.poll(() => list.getState().status).toBe('done');
    return store;
  };
  const other = aRecording({ agentWorkNo: '1002' });

  it('takes the call’s own recording first, and one of another desk when it is asked for', async () => {
    const item = aCallItem(1, { otherRecordings: [other] });
    const store = await open(item);
    await store.getState().select(item.call.callId);
    expect(store.getState()).toMatchObject({
      heard: item.recording,
      timeline: { recordingId: item.recording?.recordingId },
    });
    await store.getState().hear(other.recordingId);
    expect(store.getState()).toMatchObject({
      heard: other,
      timeline: { recordingId: other.recordingId },
    });
    await store.getState().hear(aRecording().recordingId);
    expect(store.getState().heard).toBe(other);
  });

  it('takes the other desk’s when the call has none of its own', async () => {
    const item = aCallItem(1, { recording: null, otherRecordings: [other] });
    const store = await open(item);
    await store.getState().select(item.call.callId);
    expect(store.getState().heard).toBe(other);
  });

  it('never shows the time line of what is no longer heard', async () => {
    const item = aCallItem(1, { otherRecordings: [other] });
    const answers: (() => void)[] = [];
    const store = await open(item, (work) => answers.push(work));
    const own = store.getState().select(item.call.callId);
    const others = store.getState().hear(other.recordingId);
    answers.toReversed().forEach((answer) => answer());
    await Promise.all([own, others]);
    expect(store.getState().timeline?.recordingId).toBe(other.recordingId);
  });
});
