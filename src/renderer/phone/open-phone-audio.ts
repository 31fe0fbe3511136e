import type { PhoneCommand } from '../../shared/domain/phone/phone-state.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { createAudioDevices } from '../../telephony/webrtc/devices/audio-devices.ts';
import { createHeadsetButtons } from '../../telephony/webrtc/headset/headset-buttons.ts';
import { measureTrack } from '../../telephony/webrtc/devices/microphone-level.ts';
import type { Microphone } from '../../telephony/webrtc/devices/microphone.ts';
import type { RemotePlayer } from '../../telephony/webrtc/media/play-remote.ts';
import { type ToneContext, createTonePlayer } from '../../telephony/webrtc/ring-tone.ts';
import { createAudioMemory } from './audio-memory.ts';
import { type PhoneAudio, createPhoneAudio } from './phone-audio.ts';

/** The seat's devices on this browser: `mediaDevices`, WebHID where there is any, `localStorage`. */
export function openPhoneAudio(deps: {
  readonly browser: Window;
  readonly microphone: Microphone;
  readonly player: RemotePlayer;
  readonly setTimer: SetTimer;
  readonly nowMs: () => number;
  /** What a button of the headset asks for. */
  readonly execute: (command: PhoneCommand) => void;
}): PhoneAudio {
  const { browser, microphone, player, setTimer } = deps;
  const createContext = (): ToneContext => new AudioContext();
  return createPhoneAudio({
    devices: createAudioDevices(browser.navigator.mediaDevices),
    microphone,
    player,
    tones: createTonePlayer(createContext),
    buttons: createHeadsetButtons({
      hid: 'hid' in browser.navigator ? browser.navigator.hid : null,
      nowMs: deps.nowMs,
      execute: deps.execute,
    }),
    memory: createAudioMemory(browser.localStorage),
    setTimer,
    measure: (track, tell) => measureTrack(track, { createContext, setTimer, tell }),
  });
}
