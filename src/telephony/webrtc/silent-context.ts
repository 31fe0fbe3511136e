/** `sinkId` (Web Audio §1.2) is not in TypeScript's DOM types yet. */
const withoutOutput = {
  sampleRate: 48_000,
  latencyHint: 'interactive',
  sinkId: { type: 'none' },
} as const;

/**
 * An audio graph that plays nowhere: unplugging a headset does not stop it, and its clock is the system's (ADR 0021).
 * Whoever makes one closes it: Chromium lets the stream sources of a graph go only then.
 */
export function createSilentContext(): AudioContext {
  return new AudioContext(withoutOutput);
}
