import { processorName, type WorkletOrder } from './worklet-messages.ts';

/** The recorder's node in the graph; input 0 is the agent, input 1 the citizen. */
export interface WorkletNode {
  readonly node: AudioWorkletNode;
  /** Posts the block in hand and ends. */
  stop(): void;
}

/** Needs the worklet's module to be loaded. Blocks go to `port`. */
export function createWorkletNode(
  context: AudioContext,
  port: MessagePort,
  onError: () => void,
): WorkletNode {
  const node = new AudioWorkletNode(context, processorName, {
    numberOfInputs: 2,
    numberOfOutputs: 1,
    outputChannelCount: [1],
  });
  node.onprocessorerror = onError;
  const start: WorkletOrder = { kind: 'start', port };
  node.port.postMessage(start, [port]);
  // Connected, so that the graph pulls it; it puts out silence.
  node.connect(context.destination);
  return {
    node,
    stop: () => {
      const stop: WorkletOrder = { kind: 'stop' };
      node.port.postMessage(stop);
    },
  };
}
