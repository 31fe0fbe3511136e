import { createSilentContext } from '../silent-context.ts';

/** A tone that only the recorder hears. It costs nothing while it is stopped. */
export interface TestTone {
  /** The tone's track: the same one each time. */
  start(): MediaStreamTrack | null;
  stop(): void;
  close(): Promise<void>;
}

export function createTestTone(): TestTone {
  const context = createSilentContext();
  const oscillator = new OscillatorNode(context, { frequency: 440 });
  const output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
  oscillator.connect(output);
  oscillator.start();
  context.suspend().catch(() => undefined);
  return {
    start() {
      context.resume().catch(() => undefined);
      return output.stream.getAudioTracks()[0] ?? null;
    },
    stop: () => void context.suspend().catch(() => undefined),
    close: () => context.close(),
  };
}
