import { AppError } from '../../../shared/app-error.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { Side } from './call-line.ts';
import type { CallRecorder, CallRecorderOptions } from './call-recorder.ts';
import { createDeferred } from './deferred.ts';
import type { SessionOrder, SessionReport, StartOrder } from './messages.ts';
import { nowMs } from './recorder-clock.ts';
import { createTrackInput, type TrackInput } from './track-input.ts';

export interface PageRecorderOptions {
  readonly postToWorker: (order: Omit<StartOrder, 'hostOrigin'>, ports: MessagePort[]) => void;
  readonly call: CallRecorderOptions;
  /** The recorder has ended, well or not. */
  readonly onEnd: () => void;
}

type Stopped = Awaited<ReturnType<CallRecorder['stop']>>;

/** The page's half of one recording: tracks and orders to the worker, reports from it. */
export function createPageRecorder(
  options: PageRecorderOptions,
): CallRecorder & { readonly fail: (code: ErrorCode) => void } {
  const { call } = options;
  const control = new MessageChannel();
  const stopped = createDeferred<Stopped>();
  // `stop` hands the outcome out; without a `stop` nobody waits for it.
  stopped.promise.catch(() => undefined);
  let isStopping = false;

  const order = (message: SessionOrder, sound: Transferable[] = []) =>
    control.port1.postMessage(message, sound);
  const sendSound = (side: Side) => (sound: ReadableStream<AudioData> | null) =>
    order({ kind: 'track', side, sound, atMs: nowMs() }, sound ? [sound] : []);
  const microphone = createTrackInput({ keepAlive: false, onSound: sendSound('agent') });
  const remote = createTrackInput({ keepAlive: true, onSound: sendSound('citizen') });

  const end = () => {
    isStopping = true;
    microphone.close();
    remote.close();
    control.port1.close();
    options.onEnd();
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

  /** True when one track took the place of another. */
  const give = (input: TrackInput, track: MediaStreamTrack | null): boolean => {
    if (isStopping) return false;
    try {
      return input.setTrack(track);
    } catch {
      order({ kind: 'soundFailed' });
      return false;
    }
  };

  const { recordingId } = call;
  const startedAtMs = nowMs();
  options.postToWorker({ recordingId, startedAtMs, control: control.port2 }, [control.port2]);
  give(microphone, call.microphone);
  give(remote, call.remote);

  return {
    setMicrophone: (track) => {
      if (give(microphone, track)) markSwap(order);
    },
    setRemote: (track) => {
      if (give(remote, track)) markSwap(order);
    },
    beginMark: (mark) => order({ kind: 'beginMark', mark }),
    endMark: (mark) => order({ kind: 'endMark', mark }),
    stop: () => {
      if (!isStopping) {
        isStopping = true;
        order({ kind: 'stop', endedAtMs: nowMs() });
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
