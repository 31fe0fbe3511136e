import { createDeferred } from './deferred.ts';
import { processorName, type WorkletOrder, type WorkletReport } from './messages.ts';

/** The recorder's node in the graph; input 0 is the agent, input 1 the citizen. */
export interface WorkletNode {
  readonly node: AudioWorkletNode;
  /** Posts the block in hand and ends. */
  stop(): void;
  /** Stops; resolves when the processor has ended, its inputs being disconnected: only then may the graph be closed. */
  release(): Promise<void>;
}

/** A graph that stands still never says that it has ended. */
const endLimitMs = 1000;

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
  const ended = createDeferred<void>();
  node.onprocessorerror = () => {
    ended.resolve();
    onError();
  };
  node.port.onmessage = ({ data }: MessageEvent<WorkletReport>) => {
    if (data === 'ended') ended.resolve();
  };
  const start: WorkletOrder = { kind: 'start', port };
  node.port.postMessage(start, [port]);
  // Connected, so that the graph pulls it; it puts out silence.
  node.connect(context.destination);
  const stop = () => {
    const order: WorkletOrder = { kind: 'stop' };
    node.port.postMessage(order);
  };
  return {
    node,
    stop,
    async release() {
      stop();
      const timer = setTimeout(ended.resolve, endLimitMs);
      await ended.promise;
      clearTimeout(timer);
      // A node that is kept after all shall not keep the call with it.
      node.onprocessorerror = null;
      node.port.onmessage = null;
      node.port.close();
      node.disconnect();
    },
  };
}
