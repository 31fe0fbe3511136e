import { AppError } from '../../../shared/app-error.ts';
import type { SetTimer } from '../../core/set-timer.ts';

/** What this PC's sound devices prove about themselves, without anybody hearing it. */
export interface SeatProbes {
  /** Resolves with the first sound that is not digital silence; rejects with `media.microphoneSilent` or `media.microphoneAbsent`. */
  microphone(track: MediaStreamTrack | null): Promise<void>;
  /** Resolves when each output is there and plays silence; rejects with `media.ringerAbsent`. `''` = the system's default. */
  ringer(deviceIds: readonly string[]): Promise<void>;
}

export interface SeatProbesDeps {
  /** A graph without an output device. It is closed after each probe, so that an idle seat costs nothing. */
  readonly createContext: () => AudioContext;
  readonly setTimer: SetTimer;
}

const everyMs = 50;
/** A headset that mutes itself in pauses may be silent for a while. */
const patienceMs = 5000;
const outputLimitMs = 3000;

export function createSeatProbes({ createContext, setTimer }: SeatProbesDeps): SeatProbes {
  const wait = (ms: number) => new Promise<void>((resolve) => void setTimer(resolve, ms));
  const within = <T>(work: Promise<T>, ms: number): Promise<T> =>
    Promise.race([work, wait(ms).then(() => Promise.reject(new AppError('media.ringerAbsent')))]);

  /** A graph each: Chromium lets the stream sources of a graph go only when it is closed. */
  const withContext = async (probe: (audio: AudioContext) => Promise<void>) => {
    const context = createContext();
    try {
      await context.resume();
      await probe(context);
    } finally {
      await context.close();
    }
  };
  const untilSound = async (analyser: AnalyserNode) => {
    const samples = new Float32Array(analyser.fftSize);
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += everyMs) {
      await wait(everyMs);
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => sample !== 0)) return;
    }
    throw new AppError('media.microphoneSilent');
  };
  const playSilence = async (audio: AudioContext, deviceId: string) => {
    const element = new Audio();
    try {
      await within(element.setSinkId(deviceId), outputLimitMs);
      element.srcObject = new MediaStreamAudioDestinationNode(audio).stream;
      await within(element.play(), outputLimitMs);
    } catch (cause) {
      throw new AppError('media.ringerAbsent', { cause });
    } finally {
      element.pause();
      element.srcObject = null;
    }
  };

  return {
    microphone: (track) =>
      withContext(async (audio) => {
        if (track?.readyState !== 'live') throw new AppError('media.microphoneAbsent');
        const mediaStream = new MediaStream([track]);
        const source = new MediaStreamAudioSourceNode(audio, { mediaStream });
        const analyser = new AnalyserNode(audio);
        source.connect(analyser);
        await untilSound(analyser).finally(() => source.disconnect());
      }),
    ringer: (deviceIds) =>
      withContext(async (audio) => {
        await Promise.all(deviceIds.map((deviceId) => playSilence(audio, deviceId)));
      }),
  };
}
