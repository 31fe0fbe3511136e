/** The little of a peer connection that this needs. */
export type Connecting = Pick<
  RTCPeerConnection,
  'connectionState' | 'addEventListener' | 'removeEventListener'
>;

/** Resolves `true` when ICE and DTLS are up, `false` when they have failed; never when the connection is closed before. */
export function transportReady(connection: Connecting): Promise<boolean> {
  return new Promise((resolve) => {
    const look = () => {
      const state = connection.connectionState;
      if (state !== 'connected' && state !== 'failed') return;
      connection.removeEventListener('connectionstatechange', look);
      resolve(state === 'connected');
    };
    connection.addEventListener('connectionstatechange', look);
    look();
  });
}
