import { errorCodeOf } from '../../shared/app-error.ts';
import type { RecordingLight } from '../../shared/domain/calls/call.ts';
import type { Levels } from '../../shared/domain/desk/desk-state.ts';
import type { CallId, RecordingId } from '../../shared/domain/ids.ts';
import type { RecordingEvent } from '../../shared/domain/recordings/recording.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Logger } from '../../shared/logger.ts';
import type { CallEffect } from '../../telephony/core/call-machine.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import { receivedEnergy } from '../../telephony/webrtc/quality/stats-sample.ts';
import type { WebRtcMedia } from '../../telephony/webrtc/media/media-handler.ts';
import type {
  CallRecorder,
  CallRecorderFactory,
} from '../../telephony/webrtc/recorder/call-recorder.ts';
import { createRecordingStatus } from './recording-status.ts';

/** What the host is told about recordings. Each call repeats until the host has it. */
export interface RecordingHost {
  begin(input: { recordingId: RecordingId; callId: CallId; startedAt: number }): Promise<void>;
  finish(input: {
    recordingId: RecordingId;
    chunkCount: number;
    durationMs: number;
  }): Promise<void>;
  report(event: RecordingEvent): Promise<void>;
  levels(levels: Levels): void;
}

export interface CallRecordingsDeps {
  readonly recorder: CallRecorderFactory;
  readonly media: Pick<WebRtcMedia, 'of'>;
  readonly host: RecordingHost;
  readonly clock: Clock;
  readonly newRecordingId: () => RecordingId;
  readonly logger: Logger;
  readonly onLight: (callId: CallId, light: RecordingLight) => void;
}

interface Running {
  readonly recordingId: RecordingId;
  readonly startedAt: number;
  readonly recorder: CallRecorder;
  readonly stopListening: () => void;
}

/** Records every answered call: runs what the call machine says, without anybody pressing anything. */
export function createCallRecordings(deps: CallRecordingsDeps) {
  const running = new Map<CallId, Running>();
  const stopping = new Set<CallId>();

  const start = (callId: CallId, startedAt: number) => {
    const recordingId = deps.newRecordingId();
    const media = deps.media.of(callId);
    const tracks = media?.tracks() ?? { microphone: null, remote: null };
    const status = createRecordingStatus({
      callId,
      recordingId,
      now: deps.clock.now,
      onLight: (light) => deps.onLight(callId, light),
      onLevels: deps.host.levels,
      onReport: (event) =>
        inBackground(deps.host.report(event), deps.logger, 'recording.reportFailed'),
    });
    inBackground(
      deps.host.begin({ recordingId, callId, startedAt }),
      deps.logger,
      'recording.beginFailed',
    );
    try {
      const recorder = deps.recorder.start({
        recordingId,
        callId,
        ...tracks,
        receivedEnergy: async () => (media ? receivedEnergy(media.stats) : null),
        onEvent: status.handle,
      });
      const stopListening = media?.onTracks((next) => {
        recorder.setMicrophone(next.microphone);
        recorder.setRemote(next.remote);
      });
      running.set(callId, {
        recordingId,
        startedAt,
        recorder,
        stopListening: stopListening ?? (() => {}),
      });
    } catch (error) {
      deps.logger.error('recording.notStarted', { callId, code: errorCodeOf(error) });
      status.handle({ kind: 'failed', code: 'recording.notStarted' });
    }
  };
  const stop = async (callId: CallId) => {
    const call = running.get(callId);
    if (!call || stopping.has(callId)) return;
    stopping.add(callId);
    call.stopListening();
    try {
      const { chunkCount, durationMs } = await lastWords(call);
      await deps.host.finish({
        recordingId: call.recordingId,
        chunkCount,
        durationMs: Math.round(durationMs),
      });
    } finally {
      running.delete(callId);
      stopping.delete(callId);
    }
  };
  /** A recorder that broke names no chunks: the host then closes what it has, as long as the call was. */
  const lastWords = async ({ recorder, startedAt }: Running) => {
    const elapsedMs = Math.max(0, deps.clock.now() - startedAt);
    try {
      return await recorder.stop();
    } catch (error) {
      deps.logger.error('recording.stopFailed', { code: errorCodeOf(error) });
      return { chunkCount: 0, durationMs: elapsedMs };
    }
  };

  return {
    run(effect: CallEffect): void {
      switch (effect.kind) {
        case 'startRecording':
          return start(effect.callId, effect.at);
        case 'stopRecording':
          return inBackground(stop(effect.callId), deps.logger, 'recording.finishFailed');
        case 'beginMark':
          return running.get(effect.callId)?.recorder.beginMark(effect.mark);
        case 'endMark':
          return running.get(effect.callId)?.recorder.endMark(effect.mark);
      }
    },
    /** Recordings that the host has not yet closed. */
    count: () => running.size,
  };
}
