import type { AudioSettings } from '../../../shared/domain/phone/audio.ts';
import { defaultAudioSettings } from '../../../shared/domain/phone/audio.ts';
import type { MicrophoneState } from '../../../shared/domain/phone/phone-state.ts';
import { microphoneErrorCode } from '../media/media-errors.ts';

/** What the browser does to the sound. Asked for by name, never left to its defaults. */
export type SoundProcessing = Pick<
  AudioSettings,
  'echoCancellation' | 'noiseSuppression' | 'autoGainControl'
>;

export interface MicrophoneWish extends SoundProcessing {
  /** The wanted one, then those that may stand in for it; `null` = the system's default. */
  readonly deviceIds: readonly (string | null)[];
  /** Changes when the same wish means another device, because the system's default is another one now; empty = not known. */
  readonly meaning: string;
}

/** The device that serves, also while nobody holds it. */
export interface MicrophoneDevice {
  readonly deviceId: string;
  readonly label: string;
}

/**
 * The agent's microphone: open while somebody holds it, else let go, as an open one costs a tenth of a processor (ADR 0230). What
 * leaves the desk is decided per call by a clone of the track, never here.
 */
export interface Microphone {
  /** Opens it, or tries again after a failure; resolves with the way to let go of it. Never rejects: the state tells. */
  hold(): Promise<() => void>;
  /**
   * Another device or other processing: an open microphone changes over without a moment of none, one that rests is opened for a
   * moment, so that the state tells of the new one. Never rejects.
   */
  use(wish: MicrophoneWish): Promise<void>;
  /** As it was when it was open last. */
  state(): MicrophoneState;
  /** `null` = none has opened, or the last try failed. */
  device(): MicrophoneDevice | null;
  /** The live track, `null` while there is none, or nobody holds it. */
  track(): MediaStreamTrack | null;
  /** Called with each new state; a new device comes as a new `ready`. Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  /** The device in use has stopped by itself. Returns the unsubscribe. */
  onLoss(listener: () => void): () => void;
  close(): void;
}

export type MicrophoneDevices = Pick<
  MediaDevices,
  'getUserMedia' | 'addEventListener' | 'removeEventListener'
>;

const plainWish: MicrophoneWish = {
  deviceIds: [null],
  meaning: '',
  echoCancellation: defaultAudioSettings.echoCancellation,
  noiseSuppression: defaultAudioSettings.noiseSuppression,
  autoGainControl: defaultAudioSettings.autoGainControl,
};

export function createMicrophone(devices: MicrophoneDevices): Microphone {
  const listeners = new Set<() => void>();
  const lossListeners = new Set<() => void>();
  let state: MicrophoneState = { kind: 'unknown' };
  let current: MediaStreamTrack | null = null;
  let device: MicrophoneDevice | null = null;
  let holders = 0;
  let wish = plainWish;
  let wishes = 0;
  let opening: Promise<void> | null = null;
  let closed = false;

  const set = (next: MicrophoneState, track: MediaStreamTrack | null) => {
    const old = current;
    state = next;
    current = track;
    device = track && {
      deviceId: track.getSettings().deviceId ?? '',
      label: track.label.slice(0, 200),
    };
    for (const listener of listeners) listener();
    // Last, so that calls have their new clone before the old device falls silent.
    if (old !== track) old?.stop();
  };
  const acquire = async () => {
    for (;;) {
      const asked = wishes;
      const outcome = await firstThatOpens(devices, wish);
      const isStale = closed || asked !== wishes;
      if (isStale && 'track' in outcome) outcome.track.stop();
      if (closed) return;
      if (isStale) continue;
      if ('error' in outcome) {
        // One that works is not given up for one that does not.
        if (current?.readyState === 'live') return;
        return set({ kind: 'failed', code: microphoneErrorCode(outcome.error) }, null);
      }
      const { track } = outcome;
      if (isHeldBack(track, current, wish)) {
        track.stop();
        set(state, null);
        continue;
      }
      track.addEventListener('ended', () => handleLoss(track));
      set({ kind: 'ready', label: track.label.slice(0, 200) }, track);
      if (asked === wishes) return;
    }
  };
  const reopen = () => {
    opening ??= acquire().finally(() => {
      opening = null;
      restIfUnheld();
    });
    return opening;
  };
  /** The state stays what it was: nothing has happened to the device. */
  const restIfUnheld = () => {
    if (holders > 0 || opening) return;
    current?.stop();
    current = null;
  };
  const open = () => (current?.readyState === 'live' ? (opening ?? Promise.resolve()) : reopen());
  /** Unplugged, or taken by the system: another one takes over at once; only when there is none do calls hear of it. */
  const handleLoss = (track: MediaStreamTrack) => {
    if (track !== current || closed) return;
    for (const listener of lossListeners) listener();
    void reopen();
  };
  /** One that rests hears of no loss: it is looked at whenever anything is plugged in or out. */
  const handleDevices = () => {
    if (state.kind !== 'unknown' && current === null) void open();
  };
  devices.addEventListener('devicechange', handleDevices);

  return {
    async hold() {
      holders += 1;
      let holds = true;
      await open();
      return () => {
        if (!holds) return;
        holds = false;
        holders -= 1;
        restIfUnheld();
      };
    },
    use(next) {
      const isSame = meansTheSame(wish, next);
      wish = isSame ? { ...wish, deviceIds: next.deviceIds, meaning: next.meaning } : next;
      if (isSame) return Promise.resolve();
      wishes += 1;
      // One that is not yet open is opened by whoever needs it.
      return opening || state.kind !== 'unknown' ? reopen() : Promise.resolve();
    },
    state: () => state,
    device: () => device,
    track: () => current,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onLoss(listener) {
      lossListeners.add(listener);
      return () => lossListeners.delete(listener);
    },
    close() {
      closed = true;
      devices.removeEventListener('devicechange', handleDevices);
      current?.stop();
      current = null;
    },
  };
}

/** Which devices could stand in does not matter while the first one works. */
function meansTheSame(before: MicrophoneWish, after: MicrophoneWish): boolean {
  return (
    before.deviceIds[0] === after.deviceIds[0] &&
    (before.meaning === after.meaning || before.meaning === '') &&
    JSON.stringify(processingOf(before)) === JSON.stringify(processingOf(after))
  );
}

type Opened = { readonly track: MediaStreamTrack } | { readonly error: unknown };

/** A device that is listed may be gone or broken already: the next one is tried, unless a person has refused. */
async function firstThatOpens(devices: MicrophoneDevices, wish: MicrophoneWish): Promise<Opened> {
  let failure: unknown = new DOMException('', 'NotFoundError');
  for (const deviceId of wish.deviceIds) {
    try {
      const stream = await devices.getUserMedia({ audio: constraintsOf(wish, deviceId) });
      const track = stream.getAudioTracks()[0];
      if (!track) continue;
      await enforce(track, wish);
      return { track };
    } catch (error) {
      failure = error;
      if (microphoneErrorCode(error) === 'media.microphoneDenied') break;
    }
  }
  return { error: failure };
}

/**
 * Chromium processes a device one way for all who have it open: other processing takes a moment without the microphone,
 * and so does only this.
 */
function isHeldBack(
  track: MediaStreamTrack,
  old: MediaStreamTrack | null,
  wish: MicrophoneWish,
): boolean {
  if (old?.readyState !== 'live' || isProcessed(track, wish)) return false;
  return track.getSettings().deviceId === old.getSettings().deviceId;
}

function isProcessed(track: MediaStreamTrack, wish: MicrophoneWish): boolean {
  const given = track.getSettings();
  return (
    given.echoCancellation === wish.echoCancellation &&
    given.noiseSuppression === wish.noiseSuppression &&
    given.autoGainControl === wish.autoGainControl
  );
}

function constraintsOf(wish: MicrophoneWish, deviceId: string | null): MediaTrackConstraints {
  return {
    ...processingOf(wish),
    channelCount: 1,
    ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  };
}

/** The gain that the agent has set stays: what the browser gave otherwise than asked is asked for once more. */
async function enforce(track: MediaStreamTrack, wish: MicrophoneWish): Promise<void> {
  if (isProcessed(track, wish)) return;
  // A device that has no such processing refuses; its sound is then as it is.
  await track.applyConstraints(processingOf(wish)).catch(() => {});
}

function processingOf({ echoCancellation, noiseSuppression, autoGainControl }: SoundProcessing) {
  return { echoCancellation, noiseSuppression, autoGainControl };
}
