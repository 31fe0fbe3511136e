/** Two short tones on the standard output, without a sound file. Silent where there is no sound. */
export function chime(): void {
  if (!('AudioContext' in globalThis)) return;
  try {
    const context = new AudioContext();
    const volume = new GainNode(context, { gain: 0.12 });
    volume.connect(context.destination);
    for (const [index, frequency] of [784, 988].entries()) {
      const tone = new OscillatorNode(context, { frequency });
      tone.connect(volume);
      tone.start(context.currentTime + index * 0.22);
      tone.stop(context.currentTime + index * 0.22 + 0.16);
      if (index === 1) tone.addEventListener('ended', () => void context.close());
    }
  } catch {
    // No output, or none allowed: the words stand on the screen all the same.
  }
}
