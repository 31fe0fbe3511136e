import type { AudioDevice, AudioSettings, AudioState } from '../../shared/domain/phone/audio.ts';
import type { DeviceList } from '../../telephony/webrtc/devices/audio-devices.ts';
import {
  type ChosenDevice,
  type ChosenRingers,
  type WantedDevice,
  chooseDevice,
  chooseRingers,
} from '../../telephony/webrtc/devices/choose-device.ts';
import type { MicrophoneWish } from '../../telephony/webrtc/devices/microphone.ts';
import type { ToneOutputs } from '../../telephony/webrtc/ring-tone.ts';
import type { KeptAudio } from '../../shared/kept/audio.ts';

/** Which devices serve now, made from what was chosen and what is plugged in. */
export interface AudioChoice {
  readonly microphone: ChosenDevice;
  readonly headset: ChosenDevice;
  readonly ringers: ChosenRingers;
}

export function chooseAudio({ settings, labels }: KeptAudio, list: DeviceList): AudioChoice {
  const wanted = (deviceId: string): WantedDevice => ({ deviceId, label: labels[deviceId] ?? '' });
  const one = (deviceId: string | null, present: readonly AudioDevice[]) =>
    chooseDevice(deviceId === null ? null : wanted(deviceId), present);
  const headset = one(settings.headsetId, list.outputs);
  return {
    microphone: one(settings.microphoneId, list.microphones),
    headset,
    ringers: chooseRingers(settings.ringerIds.map(wanted), list.outputs, headset.device),
  };
}

/** Settings under today's ids, and the names of what is chosen and there. */
export function refreshed(kept: KeptAudio, choice: AudioChoice, list: DeviceList): KeptAudio {
  const idNow = (deviceId: string | null, chosen: ChosenDevice) =>
    deviceId === null || chosen.standIn ? deviceId : (chosen.device?.deviceId ?? deviceId);
  const renamed = (deviceId: string) => {
    const wanted = { deviceId, label: kept.labels[deviceId] ?? '' };
    return chooseDevice(wanted, list.outputs).device?.deviceId ?? deviceId;
  };
  const settings: AudioSettings = {
    ...kept.settings,
    microphoneId: idNow(kept.settings.microphoneId, choice.microphone),
    headsetId: idNow(kept.settings.headsetId, choice.headset),
    ringerIds: [...new Set(kept.settings.ringerIds.map(renamed))],
  };
  const chosen = [settings.microphoneId, settings.headsetId, ...settings.ringerIds];
  const seen = new Map(
    [...list.microphones, ...list.outputs].map((one) => [one.deviceId, one.label]),
  );
  const labels: Record<string, string> = {};
  for (const deviceId of chosen) {
    const label = deviceId === null ? '' : seen.get(deviceId) || kept.labels[deviceId];
    if (deviceId !== null && label) labels[deviceId] = label;
  }
  return { settings, labels };
}

export function microphoneWish(
  settings: AudioSettings,
  { microphone }: AudioChoice,
  list: DeviceList,
): MicrophoneWish {
  const wanted = microphone.device?.deviceId ?? null;
  const others = list.microphones.map(({ deviceId }) => deviceId).filter((id) => id !== wanted);
  const { echoCancellation, noiseSuppression, autoGainControl } = settings;
  return {
    deviceIds: wanted === null ? [null, ...others] : [wanted, null, ...others],
    meaning: wanted ?? list.defaultMicrophone ?? '',
    echoCancellation,
    noiseSuppression,
    autoGainControl,
  };
}

export function toneOutputs(settings: AudioSettings, choice: AudioChoice): ToneOutputs {
  return {
    ringers: choice.ringers.devices.map(sinkOf),
    ringerVolume: settings.ringerVolume,
    headset: sinkOf(choice.headset.device),
  };
}

/** `''` is the system's default, as `setSinkId` has it. */
export function sinkOf(device: AudioDevice | null): string {
  return device?.deviceId ?? '';
}

/** What is shown. `microphoneLabel`: of the track in use. */
export function audioState(parts: {
  readonly settings: AudioSettings;
  readonly choice: AudioChoice;
  readonly list: DeviceList;
  readonly microphoneInUse: { readonly deviceId: string; readonly label: string } | null;
  readonly headsetButtons: string | null;
}): AudioState {
  const { settings, choice, list, microphoneInUse } = parts;
  const outputLabel = (device: AudioDevice | null) =>
    list.outputs.length === 0 ? null : (device?.label ?? list.defaultOutput);
  const wanted = choice.microphone.device?.deviceId ?? null;
  const otherMicrophone =
    wanted !== null && microphoneInUse !== null && microphoneInUse.deviceId !== wanted;
  return {
    microphones: list.microphones,
    outputs: list.outputs,
    settings,
    inUse: {
      microphone: microphoneInUse?.label.replace(/^Default - /, '') ?? null,
      headset: outputLabel(choice.headset.device),
      ringers: choice.ringers.devices.flatMap((device) => outputLabel(device) ?? []),
    },
    standIn:
      otherMicrophone ||
      choice.microphone.standIn ||
      choice.headset.standIn ||
      choice.ringers.standIn,
    headsetButtons: parts.headsetButtons,
  };
}
