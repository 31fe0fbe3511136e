import type { SetTimer } from '../../core/set-timer.ts';

const stepMs = 100;

/**
 * Loudness of a track ten times a second, 0–100 as in the recorder's levels: the highest sample since the last step.
 * Costs nothing once stopped. Returns the way to stop.
 */
export function measureTrack(
  track: MediaStreamTrack,
  deps: {
    readonly createContext: () => AudioContext;
    readonly setTimer: SetTimer;
    readonly tell: (level: number) => void;
  },
): () => void {
  const context = deps.createContext();
  const analyser = new AnalyserNode(context, { fftSize: 8192 });
  const samples = new Float32Array(
    Math.min(8192, Math.round((context.sampleRate * stepMs) / 1000)),
  );
  new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([track]) }).connect(
    analyser,
  );
  context.resume().catch(() => {});
  let cancel = () => {};
  const step = () => {
    analyser.getFloatTimeDomainData(samples);
    deps.tell(Math.min(100, Math.round(peakOf(samples) * 100)));
    cancel = deps.setTimer(step, stepMs);
  };
  cancel = deps.setTimer(step, stepMs);
  return () => {
    cancel();
    void context.close().catch(() => {});
  };
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}
