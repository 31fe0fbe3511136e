import { describe, expect, it } from 'vitest';
import { createProofOfLife } from '../../../../../src/telephony/webrtc/recorder/proof-of-life.ts';
import type { RecorderEvent } from '../../../../../src/telephony/webrtc/recorder/messages.ts';

function proofWithEvents() {
  const events: string[] = [];
  const emit = (event: RecorderEvent) =>
    events.push(event.kind === 'failed' ? event.code : event.kind);
  return { events, proof: createProofOfLife({ recordingId: 'r', startedAtMs: 0, emit }) };
}

describe('proof of life', () => {
  it('says started with the first bytes on disk, then progress', () => {
    const { events, proof } = proofWithEvents();
    proof.onTick(900);
    proof.onStored(700);
    proof.onTick(2000);
    proof.onStored(1500);
    expect(events).toEqual(['started', 'progress']);
  });

  it('says once that nothing has started within a second, and takes it back', () => {
    const { events, proof } = proofWithEvents();
    proof.onTrouble('ipc.disconnected', 500);
    proof.onTick(1001);
    proof.onTick(1101);
    proof.onStored(700);
    expect(events).toEqual(['recording.notStarted', 'started']);
  });

  it('says at once that the disk is full, and after five seconds that the host is away', () => {
    const { events, proof } = proofWithEvents();
    proof.onStored(700);
    proof.onTrouble('recording.diskFull', 1000);
    proof.onTrouble('recording.diskFull', 1200);
    proof.onStored(900);
    proof.onTrouble('ipc.disconnected', 2000);
    proof.onTrouble('ipc.disconnected', 6900);
    proof.onTrouble('ipc.disconnected', 7000);
    expect(events).toEqual(['started', 'recording.diskFull', 'progress', 'recording.writeFailed']);
  });

  it('never takes back that the recorder is broken', () => {
    const { events, proof } = proofWithEvents();
    proof.onStored(700);
    proof.onBroken();
    proof.onStored(900);
    proof.onTrouble('recording.diskFull', 9000);
    expect(events).toEqual(['started', 'recording.stopped']);
  });
});
