/** What one far side of a conference is sent: the agent, and the other far side. */
export interface CallMix {
  /** Lives as long as the mix, whatever comes in and goes. */
  readonly track: MediaStreamTrack;
  setMicrophone(track: MediaStreamTrack | null): void;
  setOther(track: MediaStreamTrack | null): void;
  /** Nothing of the other one while this one waits. */
  setOtherHeard(heard: boolean): void;
  close(): void;
}

/**
 * Mixes in a graph of its own, closed with the last mix: Chromium lets the stream sources of a graph go only then.
 * `createContext` gives one without an output device.
 */
export function createCallMixer(createContext: () => AudioContext): () => CallMix {
  let made: AudioContext | null = null;
  let open = 0;

  return () => {
    made ??= createContext();
    const context = made;
    open += 1;
    context.resume().catch(() => undefined);
    let isClosed = false;
    const sink = context.createMediaStreamDestination();
    sink.channelCount = 1;
    const other = context.createGain();
    other.connect(sink);
    const microphoneInput = createInput(context, sink);
    const otherInput = createInput(context, other);
    const [track] = sink.stream.getAudioTracks();
    if (!track) throw new DOMException('no track in the mix', 'NotSupportedError');
    return {
      track,
      setMicrophone: microphoneInput,
      setOther: otherInput,
      setOtherHeard(heard) {
        other.gain.value = heard ? 1 : 0;
      },
      close() {
        microphoneInput(null);
        otherInput(null);
        other.disconnect();
        track.stop();
        if (isClosed) return;
        isClosed = true;
        open -= 1;
        if (open > 0) return;
        made = null;
        context.close().catch(() => undefined);
      },
    };
  };
}

/** Sets the track that feeds `target`; `null` takes it away. */
function createInput(
  context: AudioContext,
  target: AudioNode,
): (track: MediaStreamTrack | null) => void {
  let current: MediaStreamTrack | null = null;
  let source: MediaStreamAudioSourceNode | null = null;
  return (track) => {
    if (track === current) return;
    current = track;
    source?.disconnect();
    source = track === null ? null : context.createMediaStreamSource(new MediaStream([track]));
    source?.connect(target);
  };
}
