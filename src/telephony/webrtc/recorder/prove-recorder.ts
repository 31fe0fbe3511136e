import { AppError } from '../../../shared/app-error.ts';
import type { CallRecorder, CallRecorderOptions } from './call-recorder.ts';
import { createDeferred } from './deferred.ts';
import type { TestTone } from './test-tone.ts';

const limitMs = 5000;
const testId = 'self-test';
/** Percent; the test tone is far above it. */
const audibleLevel = 5;

/** One short recording of a tone that only the recorder hears. See `CallRecorderFactory.prove`. */
export async function proveRecorder(
  tone: TestTone,
  start: (call: CallRecorderOptions) => CallRecorder,
): Promise<void> {
  const track = tone.start();
  const proven = createDeferred<void>();
  let isHeard = false;
  let hasPages = false;
  const recorder = start({
    recordingId: testId,
    callId: testId,
    microphone: track,
    remote: null,
    receivedEnergy: async () => null,
    onEvent: (event) => {
      if (event.kind === 'failed') proven.reject(new AppError(event.code));
      if (event.kind === 'levels' && event.agent > audibleLevel) isHeard = true;
      if (event.kind === 'started' || event.kind === 'progress') hasPages = true;
      if (isHeard && hasPages) proven.resolve();
    },
  });
  const timer = setTimeout(
    () => proven.reject(new AppError(hasPages ? 'recording.silent' : 'recording.notStarted')),
    limitMs,
  );
  try {
    await proven.promise;
    await recorder.stop();
  } finally {
    clearTimeout(timer);
    tone.stop();
    recorder.stop().catch(() => undefined);
  }
}
