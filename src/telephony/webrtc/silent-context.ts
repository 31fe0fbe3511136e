/** `sinkId` (Web Audio §1.2) is not in TypeScript's DOM types yet. */
const withoutOutput = { latencyHint: 'interactive', sinkId: { type: 'none' } } as const;

/** An audio graph that plays nowhere, suspended until somebody needs it. */
export function createSilentContext(): AudioContext {
  return new AudioContext(withoutOutput);
}
