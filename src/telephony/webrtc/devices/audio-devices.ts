import type { AudioDevice } from '../../../shared/domain/phone/audio.ts';

/** What is plugged in now. The system's default is no device of its own here: it is what `null` stands for. */
export interface DeviceList {
  readonly microphones: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
  /** Names of what the system uses by default; they change when somebody chooses another default in the system. */
  readonly defaultMicrophone: string | null;
  readonly defaultOutput: string | null;
}

const noDevices: DeviceList = {
  microphones: [],
  outputs: [],
  defaultMicrophone: null,
  defaultOutput: null,
};

export type DeviceSource = Pick<
  MediaDevices,
  'enumerateDevices' | 'addEventListener' | 'removeEventListener'
>;

/** Devices of this PC, read again whenever one is plugged in or out. */
export interface AudioDevices {
  list(): DeviceList;
  /** Reads them now. Never rejects: without an answer the last list stays. */
  refresh(): Promise<void>;
  /** Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  close(): void;
}

export function createAudioDevices(source: DeviceSource): AudioDevices {
  const listeners = new Set<() => void>();
  let list = noDevices;
  let reading = 0;
  const refresh = async () => {
    reading += 1;
    const mine = reading;
    const infos = await source.enumerateDevices().catch(() => null);
    // A later reading knows more.
    if (infos === null || mine !== reading) return;
    const next = toList(infos);
    if (JSON.stringify(next) === JSON.stringify(list)) return;
    list = next;
    for (const listener of listeners) listener();
  };
  const handleChange = () => void refresh();
  source.addEventListener('devicechange', handleChange);
  return {
    list: () => list,
    refresh,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => source.removeEventListener('devicechange', handleChange),
  };
}

/** Chromium lists the defaults of the system a second time under these ids. */
const aliases: ReadonlySet<string> = new Set(['default', 'communications', '']);
const mostDevices = 32;
const longestText = 200;

type DeviceInfo = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>;

function toList(infos: readonly DeviceInfo[]): DeviceList {
  const of = (kind: MediaDeviceKind) => infos.filter((info) => info.kind === kind);
  return {
    microphones: real(of('audioinput')),
    outputs: real(of('audiooutput')),
    defaultMicrophone: defaultLabel(of('audioinput')),
    defaultOutput: defaultLabel(of('audiooutput')),
  };
}

function real(infos: readonly DeviceInfo[]): AudioDevice[] {
  return infos
    .filter((info) => !aliases.has(info.deviceId) && info.deviceId.length <= longestText)
    .slice(0, mostDevices)
    .map(({ deviceId, label }) => ({ deviceId, label: label.slice(0, longestText) }));
}

/** On Windows `Default - Headset (…)`; elsewhere often no more than `Default`. */
function defaultLabel(infos: readonly DeviceInfo[]): string | null {
  const info = infos.find(({ deviceId }) => deviceId === 'default') ?? infos[0];
  return info?.label.slice(0, longestText).replace(/^Default - /, '') ?? null;
}
