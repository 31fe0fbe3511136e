import { AppError } from '../../../shared/app-error.ts';
import type { CallRecorderFactory, CallRecorderOptions } from './call-recorder.ts';
import { createPageRecorder } from './page-recorder.ts';
import { createTestTone } from './test-tone.ts';
import { proveRecorder } from './prove-recorder.ts';
import type { HostKnownOrder, StartOrder } from './messages.ts';

export interface CallRecorderFactoryOptions {
  /** Where chunks are PUT: `location.origin` of the page (`https://…`, `app://desk`). */
  readonly hostOrigin: string;
}

/**
 * Makes the page's worker at once, so that the first chunk of a call is quick.
 *
 * Each `start` runs until its `stop`; several may run side by side. Call `start` after the host knows the recording, or
 * at the same time as `recordings.begin`: chunks wait until the host takes them.
 */
export function createCallRecorderFactory(
  options: CallRecorderFactoryOptions,
): CallRecorderFactory & { setHostKnown(isHostKnown: boolean): void } {
  const tone = createTestTone();
  const worker = new Worker(new URL('./recorder.worker.ts', import.meta.url), { type: 'module' });
  const running = new Set<(code: 'recording.stopped') => void>();
  worker.onerror = () => running.forEach((fail) => fail('recording.stopped'));

  const begin = (call: CallRecorderOptions, hostOrigin: string | null) => {
    const recorder = createPageRecorder({
      postToWorker: (order: Omit<StartOrder, 'hostOrigin'>, ports) =>
        worker.postMessage({ ...order, hostOrigin }, ports),
      call,
      onEnd: () => running.delete(recorder.fail),
    });
    running.add(recorder.fail);
    return recorder;
  };

  return {
    start: (call) => begin(call, options.hostOrigin),
    prove: () => proveRecorder(tone, (call) => begin(call, null)),
    /** While the host is not known, chunks wait, as while it is away. It is at first. */
    setHostKnown: (isHostKnown) => {
      const order: HostKnownOrder = { isHostKnown };
      worker.postMessage(order);
    },
    close: async () => {
      if (running.size > 0)
        throw new AppError('phone.notAllowedNow', { detail: 'still recording' });
      worker.terminate();
      await tone.close();
    },
  };
}
