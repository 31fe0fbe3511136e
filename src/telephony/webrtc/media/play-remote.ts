/** Plays what the far sides send, all on one output: the headset. */
export interface RemotePlayer {
  /** Returns the way to stop. */
  play(track: MediaStreamTrack): () => void;
  /** Running calls move over, too. `''` = the system's default. */
  useOutput(sinkId: string): void;
}

/** An element that plays; `setSinkId` moves it to another output. */
export type Sink = Pick<HTMLAudioElement, 'play' | 'pause' | 'setSinkId'> & {
  srcObject: MediaProvider | null;
  autoplay: boolean;
};

/**
 * Plays through audio elements. The element is also what keeps Chromium decoding the track: without a sink, whatever else
 * listens to it gets digital silence.
 */
export function createRemotePlayer(createElement: () => Sink = () => new Audio()): RemotePlayer {
  const playing = new Set<Sink>();
  let output = '';
  /** An output that went away between choice and use: the default is better than silence. */
  const move = (element: Sink) =>
    void element.setSinkId(output).catch(() => element.setSinkId('').catch(() => {}));
  return {
    play(track) {
      const element = createElement();
      if (output !== '') move(element);
      element.srcObject = new MediaStream([track]);
      element.autoplay = true;
      element.play().catch(() => {});
      playing.add(element);
      return () => {
        playing.delete(element);
        element.pause();
        element.srcObject = null;
      };
    },
    useOutput(sinkId) {
      if (sinkId === output) return;
      output = sinkId;
      for (const element of playing) move(element);
    },
  };
}
