import { describe, expect, it } from 'vitest';
import { createAudioDevices } from '../../../../../src/telephony/webrtc/devices/audio-devices.ts';
import {
  FakeMicrophones,
  builtIn,
  headsetMicrophone,
  headsetOutput,
  speaker,
} from '../../../../support/fake-microphones.ts';
import { until } from '../../../../support/until.ts';

describe('list of audio devices', () => {
  it('leaves the aliases of the system out and knows what the default is', async () => {
    const source = new FakeMicrophones([
      { deviceId: 'default', kind: 'audioinput', label: 'Default - Headset' },
      { deviceId: 'communications', kind: 'audioinput', label: 'Communications - Headset' },
      headsetMicrophone,
      speaker,
      { deviceId: 'v1', kind: 'videoinput', label: 'Camera' },
    ]);
    const devices = createAudioDevices(source);
    await devices.refresh();
    expect(devices.list()).toEqual({
      microphones: [{ deviceId: 'm2', label: 'Headset' }],
      outputs: [{ deviceId: 'o1', label: 'Speaker' }],
      defaultMicrophone: 'Headset',
      defaultOutput: 'Speaker',
    });
  });

  it('has no device without a name before the microphone was allowed', async () => {
    const devices = createAudioDevices(
      new FakeMicrophones([{ deviceId: '', kind: 'audioinput', label: '' }]),
    );
    await devices.refresh();
    expect(devices.list().microphones).toEqual([]);
  });

  it('tells of devices that come and go, and says nothing when nothing has changed', async () => {
    const source = new FakeMicrophones([builtIn, speaker]);
    const devices = createAudioDevices(source);
    await devices.refresh();
    let told = 0;
    devices.onChange(() => {
      told += 1;
    });
    await devices.refresh();
    expect(told).toBe(0);
    source.plugIn(headsetOutput);
    await until('plugged in', () => devices.list().outputs.length === 2);
    source.pullOut('o2');
    await until('pulled out', () => devices.list().outputs.length === 1);
    expect(told).toBe(2);
    devices.close();
    source.plugIn(headsetOutput);
    expect(devices.list().outputs).toHaveLength(1);
  });
});
