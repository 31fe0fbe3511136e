import { describe, expect, it } from 'vitest';
import {
  type MicrophoneDevices,
  createMicrophone,
} from '../../../../src/telephony/webrtc/microphone.ts';

/** Devices of a test: the next `getUserMedia` gives or refuses what the test says. */
class FakeDevices extends EventTarget implements MicrophoneDevices {
  next: FakeTrack | DOMException = new FakeTrack('Headset');
  asked = 0;

  async getUserMedia(): Promise<MediaStream> {
    this.asked += 1;
    const { next } = this;
    if (next instanceof DOMException) throw next;
    // Only what the microphone uses of a stream.
    return { getAudioTracks: () => [next] } as unknown as MediaStream;
  }
}

class FakeTrack extends EventTarget {
  readonly label: string;
  readyState: 'live' | 'ended' = 'live';
  constructor(label: string) {
    super();
    this.label = label;
  }
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

describe('microphone', () => {
  it('opens once and stays warm', async () => {
    const devices = new FakeDevices();
    const microphone = createMicrophone(devices);
    await Promise.all([microphone.open(), microphone.open()]);
    await microphone.open();
    expect(devices.asked).toBe(1);
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Headset' });
  });

  it.each([
    ['NotAllowedError', 'media.microphoneDenied'],
    ['NotFoundError', 'media.microphoneAbsent'],
    ['NotReadableError', 'media.microphoneBusy'],
  ])('says what is wrong on %s', async (name, code) => {
    const devices = new FakeDevices();
    devices.next = new DOMException('', name);
    const microphone = createMicrophone(devices);
    await microphone.open();
    expect(microphone.state()).toEqual({ kind: 'failed', code });
    expect(microphone.track()).toBeNull();
  });

  it('finds another microphone when the one in use is unplugged, and tells', async () => {
    const devices = new FakeDevices();
    const first = new FakeTrack('Headset');
    devices.next = first;
    const microphone = createMicrophone(devices);
    const states: string[] = [];
    await microphone.open();
    microphone.onChange(() => states.push(microphone.state().kind));
    devices.next = new FakeTrack('Built-in');
    first.unplug();
    await microphone.open();
    expect(states).toEqual(['failed', 'ready']);
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Built-in' });
  });

  it('tries again by itself when a device is plugged in after a failure', async () => {
    const devices = new FakeDevices();
    devices.next = new DOMException('', 'NotFoundError');
    const microphone = createMicrophone(devices);
    await microphone.open();
    devices.next = new FakeTrack('Headset');
    devices.dispatchEvent(new Event('devicechange'));
    await microphone.open();
    expect(microphone.state().kind).toBe('ready');
  });

  it('lets go of the device when it is closed', async () => {
    const devices = new FakeDevices();
    const track = new FakeTrack('Headset');
    devices.next = track;
    const microphone = createMicrophone(devices);
    await microphone.open();
    microphone.close();
    expect(track.readyState).toBe('ended');
    expect(microphone.track()).toBeNull();
  });
});
