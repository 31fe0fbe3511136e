/** Which side is heard: both on their own ears, one on both ears, or both mixed on both ears. */
export type Listening = 'both' | 'agent' | 'citizen' | 'mixed';

/** Routes the two channels of a recording (left agent, right citizen) to the ears. */
export interface ChannelMixer {
  listenTo(side: Listening): void;
  /** Browsers start audio suspended until a person acts; call it from the click that plays. */
  resume(): Promise<void>;
  close(): Promise<void>;
}

/** Gains of agent and citizen on the left and on the right ear. */
const gains: Readonly<Record<Listening, readonly [number, number, number, number]>> = {
  both: [1, 0, 0, 1],
  agent: [1, 0, 1, 0],
  citizen: [0, 1, 0, 1],
  // Half of each: two who speak at once stay below the loudest that one of them may be.
  mixed: [0.5, 0.5, 0.5, 0.5],
};

/** Takes over the output of `media`; an element can be taken over only once in its life. */
export function createChannelMixer(media: HTMLMediaElement): ChannelMixer {
  const context = new AudioContext();
  const splitter = context.createChannelSplitter(2);
  const merger = context.createChannelMerger(2);
  context.createMediaElementSource(media).connect(splitter);
  const nodes = [0, 1, 2, 3].map((index) => {
    const gain = context.createGain();
    splitter.connect(gain, index % 2);
    gain.connect(merger, 0, index < 2 ? 0 : 1);
    return gain;
  });
  merger.connect(context.destination);
  const listenTo = (side: Listening) => {
    nodes.forEach((node, index) => {
      node.gain.value = gains[side][index] ?? 0;
    });
  };
  listenTo('both');
  return { listenTo, resume: () => context.resume(), close: () => context.close() };
}
