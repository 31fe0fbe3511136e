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
  it('opens once for all who hold it, and is let go with the last of them', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    const [letGo, letGoToo] = await Promise.all([microphone.hold(), microphone.hold()]);
    const last = await microphone.hold();
    expect(devices.opened).toHaveLength(1);
    letGo();
    letGo();
    letGoToo();
    expect(microphone.track()?.readyState).toBe('live');
    last();
    expect(devices.opened[0]?.readyState).toBe('ended');
    expect(microphone.track()).toBeNull();
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Built-in' });
    expect(microphone.device()).toEqual({ deviceId: 'm1', label: 'Built-in' });
  });

  it('is open again for the next one who needs it', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    (await microphone.hold())();
    const tracks: (string | undefined)[] = [];
    microphone.onChange(() => tracks.push(microphone.track()?.label));
    await microphone.hold();
    expect(tracks).toEqual(['Built-in']);
    expect(microphone.track()?.readyState).toBe('live');
  });

  it('that is let go before it has opened does not stay open', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    const held = microphone.hold();
    void held.then((letGo) => letGo());
    await held;
    await until('let go', () => devices.opened[0]?.readyState === 'ended');
  });

  it('at rest tells of another device that is asked for, and rests again', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    (await microphone.hold())();
    await microphone.use(wish(['m2', null]));
    expect(microphone.device()).toEqual({ deviceId: 'm2', label: 'Headset' });
    await until('let go', () => devices.opened.every(({ readyState }) => readyState === 'ended'));
  });

  it('at rest hears at once that it was unplugged, and that it is back', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    (await microphone.hold())();
    devices.pullOut('m1');
    await until('told', () => microphone.state().kind === 'failed');
    expect(microphone.device()).toBeNull();
    devices.plugIn(builtIn);
    await until('back', () => microphone.state().kind === 'ready');
    await until('let go', () => devices.opened.every(({ readyState }) => readyState === 'ended'));
  });

  it.each([
    ['NotAllowedError', 'media.microphoneDenied'],
    ['NotFoundError', 'media.microphoneAbsent'],
    ['NotReadableError', 'media.microphoneBusy'],
  ])('says what is wrong on %s', async (name, code) => {
    const devices = new FakeMicrophones([builtIn]);
    devices.refusals.set('default', name);
    const microphone = createMicrophone(devices);
    await microphone.hold();
    expect(microphone.state()).toEqual({ kind: 'failed', code });
    expect(microphone.track()).toBeNull();
  });

  it('goes over to another device when the one in use is unplugged, without a moment of none', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
    const states: string[] = [];
    microphone.onChange(() => states.push(microphone.track()?.label ?? 'none'));
    devices.pullOut('m1');
    await microphone.hold();
    expect(states).toEqual(['Headset']);
    expect(microphone.state()).toEqual({ kind: 'ready', label: 'Headset' });
  });

  it('says so when the last device is unplugged, and opens the next one that is plugged in', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
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
    await microphone.hold();
    expect(microphone.track()?.label).toBe('Built-in');
    devices.refusals.clear();
    await microphone.use(wish([null, 'm2']));
    await microphone.use(wish(['m2', null]));
    expect(microphone.track()?.label).toBe('Headset');
  });

  it('lets the old device go only after everybody has the new one', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
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
    await microphone.hold();
    await microphone.use(wish([null]));
    await microphone.use(wish([null, 'm2']));
    expect(devices.opened).toHaveLength(1);
  });

  it('follows another default of the system', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.use(wish([null]));
    await microphone.hold();
    devices.plugged.reverse();
    await microphone.use(wish([null], { meaning: 'Headset' }));
    expect(microphone.track()?.label).toBe('Headset');
  });

  it('asks for no automatic gain and takes back what the browser turns on by itself', async () => {
    const devices = new FakeMicrophones([builtIn]);
    devices.given = { autoGainControl: true };
    const microphone = createMicrophone(devices);
    await microphone.hold();
    expect(microphone.track()?.getSettings()).toMatchObject({
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: false,
    });
  });

  it('opens anew with the processing that the agent asks for', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
    await microphone.use(wish([null], { autoGainControl: true, noiseSuppression: false }));
    expect(microphone.track()?.getSettings()).toMatchObject({
      noiseSuppression: false,
      autoGainControl: true,
    });
  });

  it('keeps a microphone that works when the wanted one and all others refuse', async () => {
    const devices = new FakeMicrophones([builtIn, headsetMicrophone]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
    devices.refusals.set('m2', 'NotReadableError').set('default', 'NotReadableError');
    await microphone.use(wish(['m2', null]));
    expect(microphone.track()?.label).toBe('Built-in');
    expect(microphone.track()?.readyState).toBe('live');
  });

  it('lets go of the device when it is closed', async () => {
    const devices = new FakeMicrophones([builtIn]);
    const microphone = createMicrophone(devices);
    await microphone.hold();
    microphone.close();
    expect(devices.opened[0]?.readyState).toBe('ended');
    expect(microphone.track()).toBeNull();
  });
});
