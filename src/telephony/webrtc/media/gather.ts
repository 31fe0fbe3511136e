import type { SetTimer } from '../../core/set-timer.ts';

/** The little of a peer connection that gathering needs. */
export type Gathering = Pick<
  RTCPeerConnection,
  'iceGatheringState' | 'addEventListener' | 'removeEventListener'
>;

export interface GatherOptions {
  /** The next local description gathers anew: an old `complete` says nothing about it. */
  readonly gathersAnew: boolean;
  readonly limitMs: number;
  readonly setTimer: SetTimer;
}

/**
 * Call it before `setLocalDescription`. Resolves when all candidates are in the local description, or after `limitMs`
 * with those that are: host candidates take about 130 ms, an adapter that swallows packets would take 40 s.
 */
export function gathered(connection: Gathering, options: GatherOptions): Promise<void> {
  if (!options.gathersAnew) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = () => {
      if (connection.iceGatheringState === 'complete') done();
    };
    const done = () => {
      cancel();
      connection.removeEventListener('icegatheringstatechange', finish);
      resolve();
    };
    const cancel = options.setTimer(done, options.limitMs);
    connection.addEventListener('icegatheringstatechange', finish);
  });
}
