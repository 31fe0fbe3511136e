/** One side of the recording in the page: gives away the sound of whatever track it has now. */
export interface TrackInput {
  /** `null` = no sound. True when one track took the place of another, be it after a while of none. Throws where Chromium refuses. */
  setTrack(track: MediaStreamTrack | null): boolean;
  close(): void;
}

export interface TrackInputOptions {
  /** Attaches the track to a muted audio element: Chromium fetches a remote track's sound only while an element plays it (crbug 121673). */
  readonly keepAlive: boolean;
  /** The stream of the sound, to be transferred: from then on Chromium's media thread hands it to the worker, past this page. */
  readonly onSound: (sound: ReadableStream<AudioData> | null) => void;
}

/** mediacapture-transform, as Chromium has it in windows; not in TypeScript's DOM types. */
declare const MediaStreamTrackProcessor: new (init: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => { readonly readable: ReadableStream<AudioData> };

/** Blocks of 10 ms that wait for a worker that is not let run: ten seconds. Chromium drops the oldest beyond. */
const waitingBlocks = 1000;

export function createTrackInput({ keepAlive, onSound }: TrackInputOptions): TrackInput {
  const element = keepAlive ? new Audio() : null;
  if (element) element.muted = true;
  let current: MediaStreamTrack | null = null;
  let hasHadOne = false;

  const attach = () => {
    if (element) element.srcObject = current && new MediaStream([current]);
    // `play` is cut short by the next change of source; that is no fault.
    if (current) element?.play().catch(() => undefined);
    if (current?.readyState !== 'live') return onSound(null);
    onSound(
      new MediaStreamTrackProcessor({ track: current, maxBufferSize: waitingBlocks }).readable,
    );
  };

  return {
    setTrack: (track) => {
      if (track === current) return false;
      const swapped = track !== null && hasHadOne;
      hasHadOne ||= track !== null;
      current = track;
      attach();
      return swapped;
    },
    close: () => {
      current = null;
      if (element) element.srcObject = null;
    },
  };
}
