import { beforeEach, describe, expect, it } from 'vitest';
import type { RecordingLight } from '../../../../src/shared/domain/calls/call.ts';
import { createRecordingStatus } from '../../../../src/renderer/phone/recording-status.ts';

describe('the status of a recording', () => {
  let lights: RecordingLight[];
  let reports: string[];
  let now: number;
  let status: ReturnType<typeof createRecordingStatus>;
  beforeEach(() => {
    lights = [];
    reports = [];
    now = 5;
    status = createRecordingStatus({
      callId: 'call',
      recordingId: 'rec',
      now: () => now,
      onLight: (light) => lights.push(light),
      onLevels: () => {},
      onReport: (event) => reports.push(`${event.kind} ${event.code}`),
    });
  });

  it('shows recording once bytes are on disk, and reports the start once', () => {
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 300 });
    now += 1000;
    status.handle({ kind: 'progress', recordingId: 'rec', bytesOnDisk: 900 });
    expect(lights.at(-1)).toEqual({ kind: 'recording', recordingId: 'rec', bytesOnDisk: 900 });
    expect(reports).toEqual(['started null']);
  });

  it('tells of more bytes once a second, and at once when something is well again', () => {
    const progress = (bytesOnDisk: number) =>
      status.handle({ kind: 'progress', recordingId: 'rec', bytesOnDisk });
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 100 });
    for (let part = 1; part <= 10; part += 1) {
      now += 200;
      progress(100 + part);
    }
    expect(lights.map((light) => 'bytesOnDisk' in light && light.bytesOnDisk)).toEqual([
      100, 105, 110,
    ]);
    status.handle({ kind: 'failed', code: 'recording.diskFull' });
    progress(111);
    expect(lights.at(-1)).toEqual({ kind: 'recording', recordingId: 'rec', bytesOnDisk: 111 });
    // The PC's clock was put back.
    now -= 60_000;
    progress(112);
    expect(lights.at(-1)).toMatchObject({ bytesOnDisk: 112 });
  });

  it('stays red while one side is silent, however many bytes are written', () => {
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 300 });
    status.handle({ kind: 'silent', side: 'citizen', code: 'recording.silent' });
    status.handle({ kind: 'progress', recordingId: 'rec', bytesOnDisk: 900 });
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.silent' });
    status.handle({ kind: 'soundReturned', side: 'citizen' });
    expect(lights.at(-1)).toMatchObject({ kind: 'recording', bytesOnDisk: 900 });
    expect(reports).toEqual(['started null', 'silent recording.silent', 'soundReturned null']);
  });

  it('is red while sound is lost, also when a silent side has its sound back meanwhile', () => {
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 300 });
    status.handle({ kind: 'losing', code: 'recording.losing' });
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.losing' });
    status.handle({ kind: 'silent', side: 'citizen', code: 'recording.silent' });
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.silent' });
    status.handle({ kind: 'soundReturned', side: 'citizen' });
    status.handle({ kind: 'progress', recordingId: 'rec', bytesOnDisk: 900 });
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.losing' });
    status.handle({ kind: 'keeping' });
    expect(lights.at(-1)).toEqual({ kind: 'recording', recordingId: 'rec', bytesOnDisk: 900 });
    expect(reports).toEqual(['started null', 'silent recording.silent', 'soundReturned null']);
  });

  it('stays red while nothing is stored, whatever becomes of the sound meanwhile', () => {
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 300 });
    status.handle({ kind: 'failed', code: 'recording.diskFull' });
    status.handle({ kind: 'losing', code: 'recording.losing' });
    status.handle({ kind: 'keeping' });
    status.handle({ kind: 'silent', side: 'citizen', code: 'recording.silent' });
    status.handle({ kind: 'soundReturned', side: 'citizen' });
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.diskFull' });
    status.handle({ kind: 'progress', recordingId: 'rec', bytesOnDisk: 900 });
    expect(lights.at(-1)).toEqual({ kind: 'recording', recordingId: 'rec', bytesOnDisk: 900 });
  });

  it('tells a recording that never started from one that stopped', () => {
    status.handle({ kind: 'failed', code: 'recording.notStarted' });
    status.handle({ kind: 'started', recordingId: 'rec', bytesOnDisk: 300 });
    status.handle({ kind: 'failed', code: 'recording.stopped' });
    expect(reports).toEqual([
      'notStarted recording.notStarted',
      'started null',
      'stopped recording.stopped',
    ]);
    expect(lights.at(-1)).toEqual({ kind: 'failed', code: 'recording.stopped' });
  });
});
