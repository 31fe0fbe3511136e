import { describe, expect, it } from 'vitest';
import { type ToneContext, createTonePlayer } from '../../../../src/telephony/webrtc/ring-tone.ts';

/** An audio graph that only notes what sounds on which output; `absent` outputs refuse. */
function createSoundRoom(absent: readonly string[] = []) {
  const contexts: {
    sinkId: string;
    sounding: number;
    loudest: number;
    closed: boolean;
    /** Tones whose samples were made. */
    made: number;
    state: 'running' | 'suspended';
  }[] = [];
  const createContext = (): ToneContext => {
    const own: (typeof contexts)[number] = {
      sinkId: '',
      sounding: 0,
      loudest: 0,
      closed: false,
      made: 0,
      state: 'running',
    };
    contexts.push(own);
    const context = Object.assign(new EventTarget(), {
      sampleRate: 1000,
      get state() {
        return own.state;
      },
      destination: {},
      resume: async () => {
        own.state = 'running';
      },
      suspend: async () => {
        own.state = 'suspended';
      },
      close: async () => {
        own.closed = true;
      },
      setSinkId: async (sinkId: string) => {
        if (absent.includes(sinkId)) throw new DOMException('', 'NotFoundError');
        own.sinkId = sinkId;
      },
      createBuffer: (_channels: number, length: number) => {
        const samples = new Float32Array(length);
        own.made += 1;
        return { getChannelData: () => samples };
      },
      createBufferSource: () => ({
        buffer: null as { getChannelData(): Float32Array } | null,
        connect: () => {},
        start(this: { buffer: { getChannelData(): Float32Array } | null }) {
          own.sounding += 1;
          own.loudest = Math.max(...(this.buffer?.getChannelData() ?? [0]));
        },
        stop: () => {
          own.sounding -= 1;
        },
      }),
    });
    return context as unknown as ToneContext;
  };
  const sounding = () =>
    contexts.filter((one) => one.sounding > 0 && !one.closed).map((one) => one.sinkId);
  return { createContext, contexts, sounding };
}
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
const both = { ringers: ['speaker', 'headset'], ringerVolume: 80, headset: 'headset' };

describe('ring tones', () => {
  it('ring on two outputs at once', async () => {
    const room = createSoundRoom();
    const tones = createTonePlayer(room.createContext);
    tones.useOutputs(both);
    tones.play('ring');
    await settle();
    expect(room.sounding()).toEqual(['speaker', 'headset']);
    tones.play(null);
    expect(room.sounding()).toEqual([]);
  });

  it('leave no graph at work when they end, and wake it for the next one', async () => {
    const room = createSoundRoom();
    const tones = createTonePlayer(room.createContext);
    tones.useOutputs(both);
    tones.play('ring');
    await settle();
    tones.play(null);
    expect(room.contexts.map(({ state }) => state)).toEqual(['suspended', 'suspended']);
    tones.play('ring');
    expect(room.contexts.map(({ state }) => state)).toEqual(['running', 'running']);
    expect(room.sounding()).toEqual(['speaker', 'headset']);
  });

  it('are made before the first ring, once for each loudness', async () => {
    const room = createSoundRoom();
    const tones = createTonePlayer(room.createContext);
    tones.useOutputs({ ...both, ringers: ['speaker'] });
    await tones.ringersWork();
    tones.play('ring');
    tones.play(null);
    tones.play('ring');
    expect(room.contexts.map(({ made }) => made)).toEqual([1]);
    const before = room.contexts[0]?.loudest ?? 0;
    tones.useOutputs({ ...both, ringers: ['speaker'], ringerVolume: 40 });
    expect(room.contexts.map(({ made }) => made)).toEqual([2]);
    expect(room.contexts[0]?.loudest).toBeCloseTo(before / 2);
    tones.play('knock');
    expect(room.contexts[0]?.loudest).toBeLessThan(before / 2);
  });

  it('move over in mid-ring when an output disappears', async () => {
    const room = createSoundRoom();
    const tones = createTonePlayer(room.createContext);
    tones.useOutputs(both);
    tones.play('ring');
    tones.useOutputs({ ...both, ringers: ['headset'] });
    await settle();
    expect(room.sounding()).toEqual(['headset']);
    expect(room.contexts.find(({ sinkId }) => sinkId === 'speaker')?.closed).toBe(true);
  });

  it('play the ringback with the call, not on the ringer, and as loud as ever', async () => {
    const room = createSoundRoom();
    const tones = createTonePlayer(room.createContext);
    tones.useOutputs({ ...both, ringers: ['speaker'], ringerVolume: 0 });
    tones.play('ringback');
    await settle();
    expect(room.sounding()).toEqual(['headset']);
    expect(room.contexts[0]?.loudest).toBeGreaterThan(0.05);
  });

  it('knock much softer than they ring, on the ringer, and follow its volume', () => {
    const loudest = (tone: 'ring' | 'knock', ringerVolume: number) => {
      const room = createSoundRoom();
      const tones = createTonePlayer(room.createContext);
      tones.useOutputs({ ringers: ['speaker'], ringerVolume, headset: '' });
      tones.play(tone);
      return room.contexts[0]?.loudest ?? 0;
    };
    expect(loudest('knock', 80)).toBeLessThan(loudest('ring', 80) / 3);
    expect(loudest('ring', 40)).toBeCloseTo(loudest('ring', 80) / 2, 2);
  });

  it('say that a ringer which is away takes no sound', async () => {
    const tones = createTonePlayer(createSoundRoom(['speaker']).createContext);
    expect(await tones.ringersWork()).toBe(true);
    tones.useOutputs(both);
    expect(await tones.ringersWork()).toBe(false);
  });
});
