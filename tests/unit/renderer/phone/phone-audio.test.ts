import { describe, expect, it } from 'vitest';
import { defaultAudioSettings } from '../../../../src/shared/domain/phone/audio.ts';
import { createAudioMemory } from '../../../../src/renderer/phone/audio-memory.ts';
import { createPhoneAudio } from '../../../../src/renderer/phone/phone-audio.ts';
import { createAudioDevices } from '../../../../src/telephony/webrtc/devices/audio-devices.ts';
import { createHeadsetButtons } from '../../../../src/telephony/webrtc/headset/headset-buttons.ts';
import { createMicrophone } from '../../../../src/telephony/webrtc/devices/microphone.ts';
import type { Tone, ToneOutputs } from '../../../../src/telephony/webrtc/ring-tone.ts';
import {
  FakeMicrophones,
  builtIn,
  headsetMicrophone,
  headsetOutput,
  speaker,
} from '../../../support/fake-microphones.ts';
import { createFakeTimers } from '../../../support/fake-timers.ts';
import { until } from '../../../support/until.ts';

function createStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

async function aSeat(storage = createStorage()) {
  const pc = new FakeMicrophones([builtIn, headsetMicrophone, speaker, headsetOutput]);
  const timers = createFakeTimers();
  const microphone = createMicrophone(pc);
  const heard = {
    output: '',
    tones: null as Tone | null,
    outputs: null as ToneOutputs | null,
    measured: [] as string[],
  };
  let works = true;
  const audio = createPhoneAudio({
    devices: createAudioDevices(pc),
    microphone,
    player: {
      useOutput: (sinkId) => {
        heard.output = sinkId;
      },
    },
    tones: {
      play: (tone) => {
        heard.tones = tone;
      },
      useOutputs: (outputs) => {
        heard.outputs = outputs;
      },
      ringersWork: async () => works,
    },
    buttons: createHeadsetButtons({ hid: null, nowMs: () => 0, execute: () => {} }),
    memory: createAudioMemory(storage),
    setTimer: timers.setTimer,
    measure: (track, tell) => {
      heard.measured.push(track.label);
      tell(42);
      return () => heard.measured.push(`no ${track.label}`);
    },
  });
  await audio.start();
  await microphone.hold();
  const breakRinger = () => {
    works = false;
  };
  return { pc, timers, microphone, audio, heard, breakRinger };
}

const chosen = {
  ...defaultAudioSettings,
  microphoneId: 'm2',
  headsetId: 'o2',
  ringerIds: ['o1', 'o2'],
};

describe('devices of the seat', () => {
  it('serve as they were chosen, each for its own', async () => {
    const { audio, heard, microphone } = await aSeat();
    await audio.setAudio(chosen);
    expect(microphone.track()?.label).toBe('Headset');
    expect(heard.output).toBe('o2');
    expect(heard.outputs).toEqual({ ringers: ['o1', 'o2'], ringerVolume: 80, headset: 'o2' });
    expect(audio.state()).toMatchObject({
      inUse: { microphone: 'Headset', headset: 'Headset out', ringers: ['Speaker', 'Headset out'] },
      standIn: false,
    });
  });

  it('are replaced at once when they are unplugged, say so, and are put back when they return', async () => {
    const { audio, heard, microphone, pc } = await aSeat();
    await audio.setAudio(chosen);
    pc.pullOut('m2');
    pc.pullOut('o2');
    await until('stand-ins', () => microphone.track()?.label === 'Built-in' && heard.output === '');
    await until('said', () => audio.state().standIn);
    expect(audio.state().inUse).toEqual({
      microphone: 'Built-in',
      headset: 'Speaker',
      ringers: ['Speaker'],
    });
    pc.plugIn(headsetMicrophone);
    pc.plugIn(headsetOutput);
    await until('put back', () => microphone.track()?.label === 'Headset' && heard.output === 'o2');
    await until('said again', () => !audio.state().standIn);
    expect(heard.outputs?.ringers).toEqual(['o1', 'o2']);
  });

  it('are remembered over a reload and found again under new ids', async () => {
    const storage = createStorage();
    const before = await aSeat(storage);
    await before.audio.setAudio(chosen);
    const after = await aSeat(storage);
    expect(after.audio.state().settings).toEqual(chosen);
    after.pc.plugged = after.pc.plugged.map((one) => ({ ...one, deviceId: `new-${one.deviceId}` }));
    after.pc.dispatchEvent(new Event('devicechange'));
    await until('renumbered', () => after.audio.state().settings.microphoneId === 'new-m2');
    expect(after.audio.state().settings).toMatchObject({
      headsetId: 'new-o2',
      ringerIds: ['new-o1', 'new-o2'],
    });
  });

  it('start from the defaults when what was kept cannot be read', async () => {
    const storage = createStorage();
    storage.setItem('phone.audio', '{"settings":{"microphoneId":7}}');
    expect((await aSeat(storage)).audio.state().settings).toEqual(defaultAudioSettings);
    storage.setItem('phone.audio', 'not json');
    expect((await aSeat(storage)).audio.state().settings).toEqual(defaultAudioSettings);
  });

  it('leave the gain of the microphone alone until the agent asks otherwise', async () => {
    const { audio, microphone } = await aSeat();
    expect(microphone.track()?.getSettings().autoGainControl).toBe(false);
    await audio.setAudio({ ...defaultAudioSettings, autoGainControl: true });
    expect(microphone.track()?.getSettings().autoGainControl).toBe(true);
  });
});

describe('trial of the ringer', () => {
  it('rings for two seconds, and a real call goes before it', async () => {
    const { audio, heard, timers } = await aSeat();
    await audio.tryRinger();
    expect(heard.tones).toBe('ring');
    audio.playTone('knock');
    expect(heard.tones).toBe('knock');
    audio.playTone(null);
    expect(heard.tones).toBe('ring');
    timers.advance(2000);
    expect(heard.tones).toBeNull();
  });

  it('fails when a chosen ringer takes no sound', async () => {
    const { audio, breakRinger } = await aSeat();
    breakRinger();
    await expect(audio.tryRinger()).rejects.toMatchObject({ code: 'media.ringerAbsent' });
  });
});

describe('level of the microphone', () => {
  it('is measured for ten seconds from the last look, on whatever microphone serves', async () => {
    const { audio, heard, timers } = await aSeat();
    const levels: number[] = [];
    audio.onLevel((level) => levels.push(level));
    await audio.watchMicrophone();
    timers.advance(6000);
    await audio.watchMicrophone();
    timers.advance(6000);
    await audio.setAudio(chosen);
    expect(heard.measured).toEqual(['Built-in', 'no Built-in', 'Headset']);
    timers.advance(4000);
    expect(heard.measured.at(-1)).toBe('no Headset');
    expect(levels).toEqual([42, 42]);
  });

  it('fails without a microphone', async () => {
    const { audio, pc } = await aSeat();
    pc.pullOut('m1');
    pc.pullOut('m2');
    await until('none', () => audio.state().inUse.microphone === null);
    await expect(audio.watchMicrophone()).rejects.toMatchObject({ code: 'media.microphoneAbsent' });
  });
});
