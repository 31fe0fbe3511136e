import type { DeviceSource } from '../../src/telephony/webrtc/devices/audio-devices.ts';
import type { MicrophoneDevices } from '../../src/telephony/webrtc/devices/microphone.ts';

type Plugged = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>;

/** A track as the microphone sees it; `unplug` is what a person does to its device. */
export class FakeTrack extends EventTarget {
  readonly label: string;
  readonly settings: MediaTrackSettings;
  readyState: 'live' | 'ended' = 'live';
  /** Another track holds the same device: its processing is everybody's. */
  isShared = false;
  constructor(label: string, settings: MediaTrackSettings = {}) {
    super();
    this.label = label;
    this.settings = settings;
  }
  getSettings(): MediaTrackSettings {
    return this.settings;
  }
  async applyConstraints(constraints: MediaTrackConstraints): Promise<void> {
    if (this.isShared) throw new DOMException('', 'OverconstrainedError');
    Object.assign(this.settings, constraints);
  }
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

/** A PC whose devices are plugged in and out by the test. Opening one that is away fails as in a browser. */
export class FakeMicrophones extends EventTarget implements MicrophoneDevices, DeviceSource {
  plugged: Plugged[];
  readonly opened: FakeTrack[] = [];
  /** Refused by a person or held by another program, by device id (`default` too). */
  readonly refusals = new Map<string, string>();
  /** What the browser gives without being asked, as Chromium does with automatic gain. */
  given: MediaTrackSettings = {};

  constructor(plugged: readonly Plugged[]) {
    super();
    this.plugged = [...plugged];
  }

  async enumerateDevices(): Promise<MediaDeviceInfo[]> {
    return this.plugged.map((device) => ({ ...device, groupId: '', toJSON: () => device }));
  }

  async getUserMedia(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
    const audio = typeof constraints.audio === 'object' ? constraints.audio : {};
    const { deviceId, ...asked } = audio;
    const wanted = wantedId(deviceId);
    const inputs = this.plugged.filter(({ kind }) => kind === 'audioinput');
    const device = wanted === null ? inputs[0] : inputs.find((one) => one.deviceId === wanted);
    const refusal = this.refusals.get(wanted ?? 'default');
    if (refusal !== undefined) throw new DOMException('', refusal);
    if (!device) throw new DOMException('', 'NotFoundError');
    const settings: MediaTrackSettings = { deviceId: device.deviceId };
    const other = this.opened.find(
      (one) => one.readyState === 'live' && one.settings.deviceId === device.deviceId,
    );
    Object.assign(settings, asked, this.given, other?.settings);
    const track = new FakeTrack(device.label, settings);
    track.isShared = other !== undefined;
    this.opened.push(track);
    // Only what the microphone uses of a stream.
    return { getAudioTracks: () => [track] } as unknown as MediaStream;
  }

  plugIn(device: Plugged): void {
    this.plugged.push(device);
    this.dispatchEvent(new Event('devicechange'));
  }

  /** First the track ends, then the browser tells that devices have changed, as Chromium does. */
  pullOut(deviceId: string): void {
    this.plugged = this.plugged.filter((device) => device.deviceId !== deviceId);
    for (const track of this.opened)
      if (track.settings.deviceId === deviceId && track.readyState === 'live') track.unplug();
    this.dispatchEvent(new Event('devicechange'));
  }
}

function wantedId(deviceId: ConstrainDOMString | undefined): string | null {
  const exact = typeof deviceId === 'object' && 'exact' in deviceId ? deviceId.exact : undefined;
  return typeof exact === 'string' ? exact : null;
}

export const builtIn = { deviceId: 'm1', kind: 'audioinput', label: 'Built-in' } as const;
export const headsetMicrophone = { deviceId: 'm2', kind: 'audioinput', label: 'Headset' } as const;
export const speaker = { deviceId: 'o1', kind: 'audiooutput', label: 'Speaker' } as const;
export const headsetOutput = { deviceId: 'o2', kind: 'audiooutput', label: 'Headset out' } as const;
