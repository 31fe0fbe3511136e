import { AppError } from '../../../shared/app-error.ts';
import type { CallRecorderFactory, CallRecorderOptions } from './call-recorder.ts';
import { createPageRecorder } from './page-recorder.ts';
import { proveRecorder } from './prove-recorder.ts';
import type { StartOrder } from './recorder-messages.ts';
import workletUrl from './recorder.worklet.ts?worker&url';

export interface CallRecorderFactoryOptions {
  /** Where chunks are PUT: `location.origin` of the page (`https://…`, `app://desk`). */
  readonly hostOrigin: string;
}

/** `sinkId` (Web Audio §1.2) is not in TypeScript's DOM types yet. */
const contextOptions = {
  sampleRate: 48_000,
  latencyHint: 'interactive',
  sinkId: { type: 'none' },
} as const;

/**
 * Makes the page's one audio graph and worker at once, so that the first chunk of a call is quick. The graph renders
 * without an output device: unplugging a headset does not stop it, and its clock is the system's (ADR 0021). It rests
 * while nothing is recorded: Chromium keeps every stream source of a running graph alive for ever.
 *
 * Each `start` runs until its `stop`; several may run side by side. Call `start` after the host knows the recording, or
 * at the same time as `recordings.begin`: chunks wait until the host takes them.
 */
export function createCallRecorderFactory(
  options: CallRecorderFactoryOptions,
): CallRecorderFactory {
  const context = new AudioContext(contextOptions);
  const ready = context.audioWorklet.addModule(workletUrl);
  // Each recorder looks at `ready` itself; this keeps a failure before the first call from being unhandled.
  ready.catch(() => undefined);
  const worker = new Worker(new URL('./recorder.worker.ts', import.meta.url), { type: 'module' });
  const running = new Set<(code: 'recording.stopped') => void>();
  worker.onerror = () => running.forEach((fail) => fail('recording.stopped'));
  const keepRunning = () => {
    if (running.size > 0 && context.state !== 'running' && context.state !== 'closed') {
      context.resume().catch(() => undefined);
    }
  };
  context.onstatechange = keepRunning;

  const rest = () => {
    if (running.size === 0 && context.state !== 'closed') context.suspend().catch(() => undefined);
  };
  rest();

  const begin = (call: CallRecorderOptions, hostOrigin: string | null) => {
    const recorder = createPageRecorder({
      context,
      ready,
      postToWorker: (order: Omit<StartOrder, 'hostOrigin'>, ports) =>
        worker.postMessage({ ...order, hostOrigin }, ports),
      call,
      onEnd() {
        running.delete(recorder.fail);
        rest();
      },
    });
    running.add(recorder.fail);
    keepRunning();
    return recorder;
  };

  return {
    start: (call) => begin(call, options.hostOrigin),
    prove: () => proveRecorder(context, (call) => begin(call, null)),
    close: async () => {
      if (running.size > 0)
        throw new AppError('phone.notAllowedNow', { detail: 'still recording' });
      worker.terminate();
      await context.close();
    },
  };
}
