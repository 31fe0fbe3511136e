import { AppError } from '../../shared/app-error.ts';
import type { AudioSettings, AudioState } from '../../shared/domain/phone/audio.ts';
import type { CallView } from '../../shared/domain/calls/call.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import type { AudioDevices } from '../../telephony/webrtc/devices/audio-devices.ts';
import type { HeadsetButtons } from '../../telephony/webrtc/headset/headset-buttons.ts';
import { headsetCalls } from '../../telephony/webrtc/headset/headset-machine.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { RemotePlayer } from '../../telephony/webrtc/media/play-remote.ts';
import type { Tone, TonePlayer } from '../../telephony/webrtc/ring-tone.ts';
import {
  audioState,
  chooseAudio,
  microphoneWish,
  refreshed,
  sinkOf,
  toneOutputs,
} from './audio-choice.ts';
import type { AudioMemory } from './audio-memory.ts';

export interface PhoneAudioDeps {
  readonly devices: AudioDevices;
  readonly microphone: Microphone;
  readonly player: Pick<RemotePlayer, 'useOutput'>;
  readonly tones: TonePlayer;
  readonly buttons: HeadsetButtons;
  readonly memory: AudioMemory;
  readonly setTimer: SetTimer;
  /** Tells the loudness of the track until stopped. */
  readonly measure: (track: MediaStreamTrack, tell: (level: number) => void) => () => void;
}

/** The seat's devices: what was chosen, what is plugged in and what serves, kept together as things come and go. */
export interface PhoneAudio {
  state(): AudioState;
  /** Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  setAudio(settings: AudioSettings): Promise<void>;
  /** Rings for two seconds; rejects with `media.ringerAbsent` when a chosen ringer takes no sound. */
  tryRinger(): Promise<void>;
  /** Tells the microphone's loudness for ten seconds from now on. Rejects with `media.microphoneAbsent`. */
  watchMicrophone(): Promise<void>;
  onLevel(listener: (level: number) => void): () => void;
  playTone(tone: Tone | null): void;
  /** For the lights of the headset. */
  showCalls(calls: readonly CallView[]): void;
  /** Whether this browser can use a headset's buttons at all (WebHID). */
  readonly canPair: boolean;
  /** Lets the person allow a headset's buttons; must run in a click. */
  pairHeadset(): Promise<boolean>;
  start(): Promise<void>;
}

const tryMs = 2000;
const watchMs = 10_000;

export function createPhoneAudio(deps: PhoneAudioDeps): PhoneAudio {
  const { devices, microphone, tones, buttons, setTimer } = deps;
  const listeners = new Set<() => void>();
  const levelListeners = new Set<(level: number) => void>();
  let kept = deps.memory.load();
  let shown = '';

  const state = () =>
    audioState({
      settings: kept.settings,
      choice: chooseAudio(kept, devices.list()),
      list: devices.list(),
      microphoneInUse: microphone.device(),
      headsetButtons: buttons.name(),
    });
  const tell = () => {
    const next = JSON.stringify(state());
    if (next === shown) return;
    shown = next;
    for (const listener of listeners) listener();
  };
  /** Puts everything on the devices that serve now; what already is there stays untouched. */
  const apply = async () => {
    const list = devices.list();
    const choice = chooseAudio(kept, list);
    kept = refreshed(kept, choice, list);
    deps.memory.save(kept);
    deps.player.useOutput(sinkOf(choice.headset.device));
    tones.useOutputs(toneOutputs(kept.settings, choice));
    await microphone.use(microphoneWish(kept.settings, choice, list));
    tell();
  };
  const level = createWatch(deps, (value) => {
    for (const listener of levelListeners) listener(value);
  });
  const ring = createRing(tones, setTimer);
  devices.onChange(() => void apply());
  // A browser names devices only once the microphone has been allowed.
  let known = microphone.device();
  microphone.onChange(() => {
    level.follow();
    tell();
    const before = known;
    known = microphone.device();
    if (known?.deviceId !== before?.deviceId || known?.label !== before?.label)
      void devices.refresh();
  });
  microphone.onLoss(() => void devices.refresh());
  buttons.onChange(tell);

  return {
    state,
    onChange: (listener) => subscribe(listeners, listener),
    onLevel: (listener) => subscribe(levelListeners, listener),
    async setAudio(settings) {
      kept = { settings, labels: { ...kept.labels, ...labelsOf(devices.list()) } };
      await apply();
    },
    async tryRinger() {
      ring.tryOut();
      if (!(await tones.ringersWork())) throw new AppError('media.ringerAbsent');
    },
    watchMicrophone: level.watch,
    playTone: ring.play,
    showCalls: (calls) => buttons.show(headsetCalls(calls)),
    canPair: buttons.available,
    pairHeadset: buttons.pair,
    async start() {
      await devices.refresh();
      await apply();
      await buttons.start();
    },
  };
}

function subscribe<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function labelsOf(list: ReturnType<AudioDevices['list']>): Record<string, string> {
  const all = [...list.microphones, ...list.outputs];
  return Object.fromEntries(all.map(({ deviceId, label }) => [deviceId, label]));
}

/** A real call always goes before the trial. */
function createRing(tones: TonePlayer, setTimer: SetTimer) {
  let wanted: Tone | null = null;
  let trying = false;
  let stopTrying = () => {};
  const sound = () => tones.play(wanted ?? (trying ? 'ring' : null));
  return {
    play(tone: Tone | null) {
      wanted = tone;
      sound();
    },
    tryOut() {
      stopTrying();
      trying = true;
      sound();
      stopTrying = setTimer(() => {
        trying = false;
        sound();
      }, tryMs);
    },
  };
}

/** Measures while somebody has asked within the last ten seconds, and whatever microphone is in use meanwhile. */
function createWatch(
  { microphone, setTimer, measure }: PhoneAudioDeps,
  tell: (level: number) => void,
) {
  let cancel: (() => void) | null = null;
  let stop = () => {};
  let measured: MediaStreamTrack | null = null;
  let release = () => {};
  const follow = () => {
    const track = cancel ? microphone.track() : null;
    if (track === measured) return;
    stop();
    measured = track;
    stop = track ? measure(track, tell) : () => {};
  };
  return {
    follow,
    async watch() {
      const letGo = await microphone.hold();
      if (!microphone.track()) {
        letGo();
        throw new AppError('media.microphoneAbsent');
      }
      cancel?.();
      release();
      release = letGo;
      cancel = setTimer(() => {
        cancel = null;
        follow();
        letGo();
      }, watchMs);
      follow();
    },
  };
}
