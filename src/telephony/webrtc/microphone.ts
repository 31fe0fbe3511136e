import type { MicrophoneState } from '../../shared/domain/phone-state.ts';
import { microphoneErrorCode } from './media-errors.ts';

/**
 * The agent's microphone, opened once at sign-in and kept warm, so that answering waits for nothing. What leaves the
 * desk is decided per call by a clone of the track, never here.
 */
export interface Microphone {
  /** Opens it, or tries again after a failure. Never rejects: the state tells. */
  open(): Promise<void>;
  state(): MicrophoneState;
  /** The live track, `null` while there is none. */
  track(): MediaStreamTrack | null;
  /** Called with each new state; a new device comes as a new `ready`. Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  close(): void;
}

export type MicrophoneDevices = Pick<
  MediaDevices,
  'getUserMedia' | 'addEventListener' | 'removeEventListener'
>;

const constraints: MediaStreamConstraints = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
};

export function createMicrophone(devices: MicrophoneDevices): Microphone {
  const listeners = new Set<() => void>();
  let state: MicrophoneState = { kind: 'unknown' };
  let current: MediaStreamTrack | null = null;
  let opening: Promise<void> | null = null;
  let closed = false;

  const set = (next: MicrophoneState, track: MediaStreamTrack | null) => {
    state = next;
    current = track;
    for (const listener of listeners) listener();
  };
  const acquire = async () => {
    try {
      const stream = await devices.getUserMedia(constraints);
      const track = stream.getAudioTracks()[0] ?? null;
      if (!track || closed) return track?.stop();
      track.addEventListener('ended', () => handleLoss(track));
      set({ kind: 'ready', label: track.label.slice(0, 200) }, track);
    } catch (error) {
      set({ kind: 'failed', code: microphoneErrorCode(error) }, null);
    } finally {
      opening = null;
    }
  };
  const open = () => {
    if (current?.readyState === 'live') return Promise.resolve();
    opening ??= acquire();
    return opening;
  };
  /** Unplugged, or taken by the system: say so, and look at once whether another one is there. */
  const handleLoss = (track: MediaStreamTrack) => {
    if (track !== current || closed) return;
    set({ kind: 'failed', code: 'media.microphoneAbsent' }, null);
    void open();
  };
  const handleDevices = () => {
    if (state.kind === 'failed') void open();
  };
  devices.addEventListener('devicechange', handleDevices);

  return {
    open,
    state: () => state,
    track: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      devices.removeEventListener('devicechange', handleDevices);
      current?.stop();
      current = null;
    },
  };
}
