import { OggOpusDecoder } from 'ogg-opus-decoder';

/** What is in a recording, measured on the decoded sound. */
export interface SoundReport {
  readonly durationMs: number;
  /** Time in which each side is louder than room noise. */
  readonly agentSoundMs: number;
  readonly citizenSoundMs: number;
  readonly decodeErrors: number;
}

/** About -46 dBFS: softer is not speech. */
const threshold = 0.005;
const windowMs = 20;

/** Decodes Ogg Opus with libopus, independent of our own code. Left is the agent, right the citizen. */
export async function measureSound(ogg: Uint8Array): Promise<SoundReport> {
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  try {
    const { channelData, samplesDecoded, sampleRate, errors } = await decoder.decodeFile(ogg);
    const [agent, citizen] = channelData;
    if (agent === undefined || citizen === undefined)
      throw new Error('the recording is not stereo');
    return {
      durationMs: Math.round((samplesDecoded / sampleRate) * 1000),
      agentSoundMs: soundMs(agent, sampleRate),
      citizenSoundMs: soundMs(citizen, sampleRate),
      decodeErrors: errors.length,
    };
  } finally {
    decoder.free();
  }
}

/** Time over the threshold, in windows of 20 ms. */
export function soundMs(samples: Float32Array, sampleRate: number): number {
  const length = (sampleRate * windowMs) / 1000;
  let loud = 0;
  for (let at = 0; at + length <= samples.length; at += length) {
    const power = samples.subarray(at, at + length).reduce((sum, sample) => sum + sample ** 2, 0);
    if (Math.sqrt(power / length) >= threshold) loud += windowMs;
  }
  return loud;
}
