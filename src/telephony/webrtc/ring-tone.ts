/** What the desk sounds like: somebody calls (two-tone, for the agent), a second one calls while the agent talks, or the far side rings (450 Hz, as in China). */
export type Tone = 'ring' | 'knock' | 'ringback';

const patterns = {
  ring: { frequencies: [523, 659], onSeconds: 1, periodSeconds: 3, volume: 0.3 },
  knock: { frequencies: [659], onSeconds: 0.25, periodSeconds: 4, volume: 0.06 },
  ringback: { frequencies: [450], onSeconds: 1, periodSeconds: 5, volume: 0.08 },
} as const;

export interface ToneOutputs {
  /** Where a ring is heard: `''` = the system's default. */
  readonly ringers: readonly string[];
  /** Percent; of rings only. */
  readonly ringerVolume: number;
  /** Where the ringback is heard: with the call. */
  readonly headset: string;
}

/** An audio graph on one output. `setSinkId` (Chromium 110) is not yet in TypeScript's library. */
export type ToneContext = AudioContext & { setSinkId?(sinkId: string): Promise<void> };

export interface TonePlayer {
  /** `play` of the running tone changes nothing; `null` is silence. */
  play(tone: Tone | null): void;
  /** A tone that sounds moves over at once. */
  useOutputs(outputs: ToneOutputs): void;
  /** Whether all ringers that were chosen take sound: opened, running, and no stand-in for a device that refused. */
  ringersWork(): Promise<boolean>;
}

interface Output {
  readonly sinkId: string;
  readonly context: ToneContext;
  readonly settled: Promise<boolean>;
  /** The ring at the loudness that was asked for last: made ahead, as its samples take longer than anything else of a ring. */
  ring: { readonly loudness: number; readonly buffer: AudioBuffer } | null;
}

/** Plays tones without a sound file, each on its own outputs, at most two ringers and the headset. */
export function createTonePlayer(createContext: () => ToneContext): TonePlayer {
  let outputs: ToneOutputs = { ringers: [''], ringerVolume: 80, headset: '' };
  let opened: readonly Output[] = [];
  let playing: Tone | null = null;
  let stops: readonly (() => void)[] = [];

  const outputOf = (sinkId: string): Output => {
    const known = opened.find((output) => output.sinkId === sinkId);
    if (known) return known;
    const output = openOutput(createContext(), sinkId);
    opened = [...opened, output];
    return output;
  };
  const closeUnused = () => {
    const wanted = new Set([...outputs.ringers, outputs.headset]);
    for (const { sinkId, context } of opened)
      if (!wanted.has(sinkId)) void context.close().catch(() => {});
    opened = opened.filter(({ sinkId }) => wanted.has(sinkId));
  };
  const sound = () => {
    for (const stop of stops) stop();
    stops = [];
    // A graph that plays nothing would be rendered all day; the next tone wakes it.
    if (playing === null) {
      for (const { context } of opened) context.suspend().catch(() => {});
      return;
    }
    const tone = playing;
    const sinks = tone === 'ringback' ? [outputs.headset] : outputs.ringers;
    const loudness = tone === 'ringback' ? 1 : outputs.ringerVolume / 80;
    stops = sinks.map((sinkId) => {
      const output = outputOf(sinkId);
      return startTone(output.context, toneOf(output, tone, loudness));
    });
  };
  return {
    play(tone) {
      if (tone === playing) return;
      playing = tone;
      sound();
    },
    useOutputs(next) {
      if (JSON.stringify(next) === JSON.stringify(outputs)) return;
      outputs = next;
      sound();
      closeUnused();
    },
    async ringersWork() {
      const ringers = outputs.ringers.map(outputOf);
      const states = await Promise.all(
        ringers.map(async (output) => {
          const { context, settled } = output;
          toneOf(output, 'ring', outputs.ringerVolume / 80);
          const isThere = await settled;
          await Promise.race([context.resume().catch(() => {}), nextTick(context)]);
          return isThere && context.state === 'running';
        }),
      );
      return states.every(Boolean);
    },
  };
}

function openOutput(context: ToneContext, sinkId: string): Output {
  const settled =
    sinkId === '' || !context.setSinkId
      ? Promise.resolve(sinkId === '')
      : context.setSinkId(sinkId).then(
          () => true,
          () => false,
        );
  return { sinkId, context, settled, ring: null };
}

/** `resume` waits for ever where the browser wants a click first; the caller does not. */
function nextTick(context: ToneContext): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => resolve();
    context.addEventListener('statechange', stop, { once: true });
    setTimeout(stop, 1000);
  });
}

function toneOf(output: Output, tone: Tone, loudness: number): AudioBuffer {
  if (tone !== 'ring') return bufferOf(output.context, tone, loudness);
  if (output.ring?.loudness !== loudness)
    output.ring = { loudness, buffer: bufferOf(output.context, tone, loudness) };
  return output.ring.buffer;
}

function bufferOf(context: ToneContext, tone: Tone, loudness: number): AudioBuffer {
  const { frequencies, onSeconds, periodSeconds, volume } = patterns[tone];
  const rate = context.sampleRate;
  const buffer = context.createBuffer(1, Math.round(periodSeconds * rate), rate);
  const samples = buffer.getChannelData(0);
  const part = onSeconds / frequencies.length;
  for (let index = 0; index < onSeconds * rate; index += 1) {
    const seconds = index / rate;
    const frequency =
      frequencies[Math.min(frequencies.length - 1, Math.floor(seconds / part))] ?? 450;
    const fade = Math.min(1, (seconds % part) / 0.01, (part - (seconds % part)) / 0.01);
    samples[index] = Math.sin(2 * Math.PI * frequency * seconds) * volume * loudness * fade;
  }
  return buffer;
}

/** One looped buffer: no timer is needed, so a hidden page rings on time, too. */
function startTone(context: ToneContext, buffer: AudioBuffer): () => void {
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  source.connect(context.destination);
  source.start();
  context.resume().catch(() => {});
  return () => source.stop();
}
