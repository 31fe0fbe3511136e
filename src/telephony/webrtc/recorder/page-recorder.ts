import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { CallRecorder, CallRecorderOptions } from './call-recorder.ts';
import { createDeferred } from './deferred.ts';
import type { SessionOrder, SessionReport, StartOrder } from './messages.ts';
import { createTrackInput } from './track-input.ts';
import { createWorkletNode, type WorkletNode } from './worklet-node.ts';

export interface PageRecorderOptions {
  readonly context: AudioContext;
  /** Resolves when the worklet module is loaded. */
  readonly ready: Promise<void>;
  readonly postToWorker: (order: Omit<StartOrder, 'hostOrigin'>, ports: MessagePort[]) => void;
  readonly call: CallRecorderOptions;
  /** The recorder has ended, well or not. The graph may be closed when `released` resolves; it never rejects. */
  readonly onEnd: (released: Promise<void>) => void;
}

type Stopped = Awaited<ReturnType<CallRecorder['stop']>>;

/** The page's half of one recording: tracks into the worklet, orders to the worker, reports from it. */
export function createPageRecorder(
  options: PageRecorderOptions,
): CallRecorder & { readonly fail: (code: ErrorCode) => void } {
  const { context, call } = options;
  const audio = new MessageChannel();
  const control = new MessageChannel();
  const stopped = createDeferred<Stopped>();
  // `stop` hands the outcome out; without a `stop` nobody waits for it.
  stopped.promise.catch(() => undefined);
  let worklet: WorkletNode | null = null;
  let isStopping = false;

  const order = (message: SessionOrder) => control.port1.postMessage(message);
  const microphone = createTrackInput(context, { keepAlive: false });
  const remote = createTrackInput(context, { keepAlive: true });

  const end = () => {
    isStopping = true;
    microphone.close();
    remote.close();
    control.port1.close();
    options.onEnd(worklet?.release() ?? Promise.resolve());
  };
  const fail = (code: ErrorCode) => {
    call.onEvent({ kind: 'failed', code });
    stopped.reject(new AppError(code));
    end();
  };
  const answerEnergy = async () => {
    const energy = await call.receivedEnergy().catch(() => null);
    order({ kind: 'energy', energy });
  };

  control.port1.onmessage = ({ data }: MessageEvent<SessionReport>) => {
    if (data.kind === 'event') call.onEvent(data.event);
    else if (data.kind === 'askEnergy') void answerEnergy();
    else if (data.kind === 'stopFailed') {
      stopped.reject(new AppError(data.code));
      end();
    } else {
      stopped.resolve({ chunkCount: data.chunkCount, durationMs: data.durationMs });
      end();
    }
  };

  const buildGraph = async () => {
    await options.ready;
    if (isStopping) return audio.port1.postMessage(null);
    worklet = createWorkletNode(context, audio.port1, () => order({ kind: 'graphFailed' }));
    microphone.connect(worklet.node, 0);
    remote.connect(worklet.node, 1);
  };

  const { recordingId } = call;
  const startedAtMs = performance.timeOrigin + performance.now();
  options.postToWorker({ recordingId, startedAtMs, audio: audio.port2, control: control.port2 }, [
    audio.port2,
    control.port2,
  ]);
  microphone.setTrack(call.microphone);
  remote.setTrack(call.remote);
  buildGraph().catch(() => order({ kind: 'graphFailed' }));

  return {
    setMicrophone: (track) => {
      if (microphone.setTrack(track)) markSwap(order);
    },
    setRemote: (track) => {
      if (remote.setTrack(track)) markSwap(order);
    },
    beginMark: (mark) => order({ kind: 'beginMark', mark }),
    endMark: (mark) => order({ kind: 'endMark', mark }),
    stop: () => {
      if (!isStopping) {
        isStopping = true;
        worklet?.stop();
        order({ kind: 'stop' });
      }
      return stopped.promise;
    },
    fail,
  };
}

function markSwap(order: (message: SessionOrder) => void): void {
  order({ kind: 'beginMark', mark: 'trackSwap' });
  order({ kind: 'endMark', mark: 'trackSwap' });
}
