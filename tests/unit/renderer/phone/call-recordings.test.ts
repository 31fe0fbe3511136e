import { beforeEach, describe, expect, it } from 'vitest';
import {
  type CallRecordingsDeps,
  createCallRecordings,
} from '../../../../src/renderer/phone/call-recordings.ts';
import { AppError } from '../../../../src/shared/app-error.ts';
import { createDeferred } from '../../../../src/telephony/webrtc/recorder/deferred.ts';
import type { CallRecorder } from '../../../../src/telephony/webrtc/recorder/call-recorder.ts';
import { silentLogger } from '../../../support/silent-logger.ts';
import { until } from '../../../support/until.ts';

type Stopped = Awaited<ReturnType<CallRecorder['stop']>>;

describe('recordings of calls', () => {
  let stopped: ReturnType<typeof createDeferred<Stopped>>;
  let stored: ReturnType<typeof createDeferred<void>>;
  let finished: Parameters<CallRecordingsDeps['host']['finish']>[0][];
  let recordings: ReturnType<typeof createCallRecordings>;
  let now: number;

  beforeEach(() => {
    now = 1000;
    stopped = createDeferred();
    stored = createDeferred();
    finished = [];
    const nothing = () => undefined;
    recordings = createCallRecordings({
      recorder: {
        start: () => ({
          setMicrophone: nothing,
          setRemote: nothing,
          beginMark: nothing,
          endMark: nothing,
          stop: () => stopped.promise,
        }),
        close: async () => undefined,
        prove: async () => undefined,
      },
      media: { of: () => null },
      host: {
        begin: async () => undefined,
        report: async () => undefined,
        levels: nothing,
        finish: (input) => {
          finished.push(input);
          return stored.promise;
        },
      },
      clock: { now: () => now, monotonicMs: () => now },
      newRecordingId: () => 'rec',
      logger: silentLogger,
      onLight: nothing,
    });
    recordings.run({ kind: 'startRecording', callId: 'call', at: 1000 });
  });

  it('count until the host has closed them, however often they are stopped', async () => {
    recordings.run({ kind: 'stopRecording', callId: 'call' });
    recordings.run({ kind: 'stopRecording', callId: 'call' });
    expect(recordings.count()).toBe(1);
    stopped.resolve({ chunkCount: 7, durationMs: 1400.4 });
    await until('the host was told', () => finished.length > 0);
    expect(recordings.count()).toBe(1);
    stored.resolve();
    await until('nothing is left', () => recordings.count() === 0);
    expect(finished).toEqual([{ recordingId: 'rec', chunkCount: 7, durationMs: 1400 }]);
  });

  it('are closed by the host with what it has when the recorder broke', async () => {
    now = 6000;
    stored.resolve();
    stopped.reject(new AppError('recording.stopped'));
    recordings.run({ kind: 'stopRecording', callId: 'call' });
    await until('nothing is left', () => recordings.count() === 0);
    expect(finished).toEqual([{ recordingId: 'rec', chunkCount: 0, durationMs: 5000 }]);
  });
});
