/** One side of the recording: whatever track it has now, connected to one input of the worklet. */
export interface TrackInput {
  /** Connects to the worklet's input; tracks may have been set before. */
  connect(node: AudioWorkletNode, input: number): void;
  /** `null` = no sound. True when one track took the place of another, be it after a while of none. */
  setTrack(track: MediaStreamTrack | null): boolean;
  close(): void;
}

/**
 * `keepAlive` attaches the track to a muted audio element: Chromium hands out a remote track's sound to Web Audio only
 * while an element plays it (crbug 121673).
 */
export function createTrackInput(
  context: AudioContext,
  { keepAlive }: { readonly keepAlive: boolean },
): TrackInput {
  const element = keepAlive ? new Audio() : null;
  if (element) element.muted = true;
  let current: MediaStreamTrack | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  let hasHadOne = false;
  let target: { readonly node: AudioWorkletNode; readonly input: number } | null = null;

  const attach = () => {
    source?.disconnect();
    source = null;
    if (element) element.srcObject = current && new MediaStream([current]);
    if (!current) return;
    // `play` is cut short by the next change of source; that is no fault.
    element?.play().catch(() => undefined);
    source = new MediaStreamAudioSourceNode(context, { mediaStream: new MediaStream([current]) });
    if (target) source.connect(target.node, 0, target.input);
  };

  return {
    connect: (node, input) => {
      target = { node, input };
      source?.connect(node, 0, input);
    },
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
      attach();
    },
  };
}
