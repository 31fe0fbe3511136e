import { createSilentContext } from '../silent-context.ts';
import workletUrl from './recorder.worklet.ts?worker&url';

/** An audio graph for one recording, with the worklet's module loaded once `ready` resolves. */
export interface RecorderGraph {
  readonly context: AudioContext;
  readonly ready: Promise<void>;
}

/** Graphs for recordings: one each, the next one always made beforehand and asleep, so that the first chunk is quick and waiting costs nothing. */
export interface GraphStock {
  take(): RecorderGraph;
  /** The recording is over: closes its graph and makes the next one when none waits. */
  drop(graph: RecorderGraph): void;
  close(): Promise<void>;
}

/** One graph for all calls would grow with each of them, see `createSilentContext`. */
export function createGraphStock(): GraphStock {
  let next: RecorderGraph | null = openGraph();
  let isClosed = false;
  return {
    take() {
      const graph = next ?? openGraph();
      next = null;
      keepAwake(graph.context);
      return graph;
    },
    drop({ context }) {
      void context.close().catch(() => undefined);
      if (!isClosed) next ??= openGraph();
    },
    async close() {
      isClosed = true;
      await next?.context.close();
      next = null;
    },
  };
}

function openGraph(): RecorderGraph {
  const context = createSilentContext();
  const ready = context.audioWorklet.addModule(workletUrl);
  // Each recorder looks at `ready` itself; this keeps a failure before the first call from being unhandled.
  ready.catch(() => undefined);
  context.suspend().catch(() => undefined);
  return { context, ready };
}

/** Until it is closed. */
function keepAwake(context: AudioContext): void {
  const wake = () => context.resume().catch(() => undefined);
  context.onstatechange = () => {
    if (context.state !== 'running' && context.state !== 'closed') void wake();
  };
  void wake();
}
