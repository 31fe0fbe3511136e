/**
 * Plays a remote track through an audio element. The element is also what keeps Chromium decoding the track: without a
 * sink, whatever else listens to it gets digital silence.
 */
export function playRemote(track: MediaStreamTrack): () => void {
  const element = new Audio();
  element.srcObject = new MediaStream([track]);
  element.autoplay = true;
  element.play().catch(() => {});
  return () => {
    element.pause();
    element.srcObject = null;
  };
}
