import { writeFileSync } from 'node:fs';

/**
 * Writes a WAV that sounds as a voice that never pauses: harmonics whose pitch changes eight times a second. A steady tone would
 * be taken for noise by the browser, and speech has gaps in which no first word can be measured.
 */
export function writeVoiceFile(path: string, sampleRate: 8000 | 48_000 = 48_000): void {
  const samples = voice(sampleRate, 8);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  writeFileSync(path, Buffer.concat([header, samples]));
}

/** The same as bare samples, signed 16 bit little endian. */
export function voice(sampleRate: number, seconds: number): Buffer {
  const samples = Buffer.alloc(sampleRate * seconds * 2);
  let phase = 0;
  for (let index = 0; index < sampleRate * seconds; index += 1) {
    const step = Math.floor((index / sampleRate) * 8);
    phase += (2 * Math.PI * (120 + ((step * 37) % 120))) / sampleRate;
    const loudness = 0.12 + 0.05 * ((step * 5) % 4);
    const wave = [1, 2, 3, 5, 8].reduce((sum, of) => sum + Math.sin(phase * of) / Math.sqrt(of), 0);
    samples.writeInt16LE(
      Math.round(32_767 * Math.max(-1, Math.min(1, loudness * wave))),
      index * 2,
    );
  }
  return samples;
}
