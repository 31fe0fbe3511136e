/** What the desk sounds like: somebody calls (two-tone, for the agent), or the far side rings (450 Hz, as in China). */
export type Tone = 'ring' | 'ringback';

const patterns = {
  ring: { frequencies: [523, 659], onSeconds: 1, periodSeconds: 3, volume: 0.25 },
  ringback: { frequencies: [450], onSeconds: 1, periodSeconds: 5, volume: 0.08 },
} as const;

/** Plays tones without a sound file. `play` of the running tone changes nothing; `null` is silence. */
export function createTonePlayer(createContext: () => AudioContext) {
  let context: AudioContext | null = null;
  let playing: Tone | null = null;
  let stopTone = () => {};
  return {
    play(tone: Tone | null): void {
      if (tone === playing) return;
      stopTone();
      stopTone = () => {};
      playing = tone;
      if (tone === null) return;
      context ??= createContext();
      stopTone = start(context, tone);
    },
  };
}

/** One looped buffer: no timer is needed, so a hidden page rings on time, too. */
function start(context: AudioContext, tone: Tone): () => void {
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
    samples[index] = Math.sin(2 * Math.PI * frequency * seconds) * volume * fade;
  }
  const source = context.createBufferSource();
  source.buffer = buffer;
  source.loop = true;
  source.connect(context.destination);
  source.start();
  context.resume().catch(() => {});
  return () => source.stop();
}
