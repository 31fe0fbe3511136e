import type { AudioDevice } from '../../../shared/domain/phone/audio.ts';

/** A choice of the agent's. The label finds the device again when the browser has given it another id. */
export interface WantedDevice {
  readonly deviceId: string;
  /** Empty = never seen. */
  readonly label: string;
}

export interface ChosenDevice {
  /** `null` = the system's default. */
  readonly device: AudioDevice | null;
  /** What was wanted is away. */
  readonly standIn: boolean;
}

/** The wanted device by its id, else the only one of its name, else the system's default in its place. */
export function chooseDevice(
  wanted: WantedDevice | null,
  present: readonly AudioDevice[],
): ChosenDevice {
  if (wanted === null) return { device: null, standIn: false };
  const device = find(wanted, present);
  return { device, standIn: device === null };
}

export interface ChosenRingers {
  /** At least one; a `null` in it = the system's default. */
  readonly devices: readonly (AudioDevice | null)[];
  readonly standIn: boolean;
}

/** The wanted ringers that are there; with none of them the headset rings, so that a call is never silent. */
export function chooseRingers(
  wanted: readonly WantedDevice[],
  present: readonly AudioDevice[],
  headset: AudioDevice | null,
): ChosenRingers {
  const found = wanted.flatMap((one) => find(one, present) ?? []);
  const devices = [...new Map(found.map((device) => [device.deviceId, device])).values()];
  return {
    devices: devices.length === 0 ? [headset] : devices,
    standIn: found.length < wanted.length,
  };
}

function find(wanted: WantedDevice, present: readonly AudioDevice[]): AudioDevice | null {
  const same = present.find((device) => device.deviceId === wanted.deviceId);
  if (same) return same;
  const namesakes = present.filter(
    (device) => device.label !== '' && device.label === wanted.label,
  );
  return namesakes.length === 1 ? (namesakes[0] ?? null) : null;
}
