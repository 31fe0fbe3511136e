import { describe, expect, it } from 'vitest';
import {
  type MicrophoneWish,
  createMicrophone,
} from '../../../../../src/telephony/webrtc/devices/microphone.ts';
import {
  FakeMicrophones,
  builtIn,
  headsetMicrophone,
} from '../../../../support/fake-microphones.ts';
import { until } from '../../../../support/until.ts';

const wish = (deviceIds: MicrophoneWish['deviceIds'], more: Partial<MicrophoneWish> = {}) => ({
  deviceIds,
  meaning: deviceIds[0] ?? 'Built-in',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: false,
  ...more,
});

describe('microphone', () => {
  it('opens once and stays warm', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await Promise.all([microphone.open(), microphone.open()]);
    await microphone.open();
    expect(devices.opened).toHaveLength(1);
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Built-in' });
  });

  it.each([
    ['NotAllowedError', 'media.microphoneDenied'],
    ['NotFoundError', 'media.microphoneAbsent'],
    ['NotReadableError', 'media.microphoneBusy'],
  ])('says what is wrong on %s', async (name, code) => {
    const devices = new FakeMicrophones([builtIn]);
    devices.refusals.set('default', name);
    const microphone = createMicrophone(devices);
    await microphone.open();
    expect(microphone.state()).toEqual({ kind: 'failed', code });
    expect(microphone.track()).toBeNull();
  });

  it('goes over to another device when the one in use is unplugged, without a moment of none', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    const states: string[] = [];
    microphone.onChange(() => states.push(microphone.track()?.label ?? 'none'));
    devices.pullOut('m1');
    await microphone.open();
    expect(states).toEqual(['Headset']);
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Headset' });
  });

  it('says so when the last device is unplugged, and opens the next one that is plugged in', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    devices.pullOut('m1');
    await until('told', () => microphone.state().kind === 'failed');
    expect(microphone.track()).toBeNull();
    devices.plugIn(headsetMicrophone);
    await until('open again', () => microphone.state().kind === 'ready');
    expect(microphone.track()?.label).toBe('Headset');
  });

  it('takes the wanted device, and the next one when it is held by another program', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    devices.refusals.set('m2', 'NotReadableError');
    const microphone = createMicrophone(devices);
    await microphone.use(wish(['m2', null]));
    await microphone.open();
    expect(microphone.track()?.label).toBe('Built-in');
    devices.refusals.clear();
    await microphone.use(wish([null, 'm2']));
    await microphone.use(wish(['m2', null]));
    expect(microphone.track()?.label).toBe('Headset');
  });

  it('lets the old device go only after everybody has the new one', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    const [old] = devices.opened;
    const seen: string[] = [];
    microphone.onChange(() => seen.push(`${microphone.track()?.label} ${old?.readyState}`));
    await microphone.use(wish(['m2', null]));
    expect(seen).toEqual(['Headset live']);
    expect(old?.readyState).toBe('ended');
  });

  it('stays where it is when only the list of possible stand-ins changes', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    await microphone.use(wish([null]));
    await microphone.use(wish([null, 'm2']));
    expect(devices.opened).toHaveLength(1);
  });

  it('follows another default of the system', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.use(wish([null]));
    await microphone.open();
    devices.plugged.reverse();
    await microphone.use(wish([null], { meaning: 'Headset' }));
    expect(microphone.track()?.label).toBe('Headset');
  });

  it('asks for no automatic gain and takes back what the browser turns on by itself', async () => {
    const devices = new FakeMicrophones([builtIn]);
    devices.given = { autoGainControl: true };
    const microphone = createMicrophone(devices);
    await microphone.open();
    expect(microphone.track()?.getSettings()).toMatchObject({
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: false,
    });
  });

  it('opens anew with the processing that the agent asks for', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    await microphone.use(wish([null], { autoGainControl: true, noiseSuppression: false }));
    expect(microphone.track()?.getSettings()).toMatchObject({
      noiseSuppression: false,
      autoGainControl: true,
    });
  });

  it('keeps a microphone that works when the wanted one and all others refuse', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    devices.refusals.set('m2', 'NotReadableError').set('default', 'NotReadableError');
    await microphone.use(wish(['m2', null]));
    expect(microphone.track()?.label).toBe('Built-in');
    expect(microphone.track()?.readyState).toBe('live');
  });

  it('lets go of the device when it is closed', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.open();
    microphone.close();
    expect(devices.opened[0]?.readyState).toBe('ended');
    expect(microphone.track()).toBeNull();
  });
});
