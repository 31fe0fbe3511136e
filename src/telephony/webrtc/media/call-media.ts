import { AppError } from '../../../shared/app-error.ts';
import type { IceServer, MediaSession } from '../../core/media-port.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import type { CallMix } from './call-mixer.ts';
import { negotiationError } from './media-errors.ts';
import { audioLine, createNegotiation } from './negotiation.ts';

export interface CallMediaDeps {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  readonly setTimer: SetTimer;
  /** Makes the citizen heard, and keeps the remote track flowing for the recorder; returns the way to stop. */
  readonly play: (remote: MediaStreamTrack) => () => void;
}

/**
 * The tracks of a call, for the recorder. Microphone: what the citizen is sent, be it the call's own clone, silent while
 * closed, or the mix of a conference.
 */
export interface CallTracks {
  readonly microphone: MediaStreamTrack | null;
  readonly remote: MediaStreamTrack | null;
}

/** Media of one call over a peer connection: core's port, and what recorder and statistics need beside it. */
export interface CallMedia extends MediaSession {
  tracks(): CallTracks;
  /** Returns the unsubscribe. */
  onTracks(listener: (tracks: CallTracks) => void): () => void;
  stats(): Promise<RTCStatsReport>;
  /** The desk's microphone has changed; `null` when it is gone. */
  useMicrophone(source: MediaStreamTrack | null): void;
  /** Sends the mix instead of the microphone alone; `null` = the microphone again. The caller closes the mix. */
  sendMix(mix: CallMix | null): void;
}

const hostGatherMs = 1000;
const serverGatherMs = 2500;
const toneMs = 160;
const gapMs = 70;

export function createCallMedia(
  source: MediaStreamTrack | null,
  iceServers: readonly IceServer[],
  deps: CallMediaDeps,
): CallMedia {
  const listeners = new Set<(tracks: CallTracks) => void>();
  let isOpen = false;
  let closed = false;
  let remote: MediaStreamTrack | null = null;
  let stopPlaying = () => {};
  const cloneOf = (track: MediaStreamTrack | null) => {
    const clone = track?.readyState === 'live' ? track.clone() : null;
    if (clone) clone.enabled = isOpen;
    return clone;
  };
  let microphone = cloneOf(source);
  let mix: CallMix | null = null;
  const sent = () => mix?.track ?? microphone;
  const line = () => opened && audioLine(opened.connection);
  const resend = () => {
    line()
      ?.sender.replaceTrack(sent())
      .catch(() => {});
    tell();
  };
  const isHolding = () => {
    const direction = line()?.direction;
    return direction === 'sendonly' || direction === 'inactive';
  };

  const tell = () => {
    for (const listener of listeners) listener({ microphone: sent(), remote });
  };
  const hear = (track: MediaStreamTrack | null) => {
    remote = track;
    stopPlaying();
    stopPlaying = track ? deps.play(track) : () => {};
    tell();
  };
  const open = () => {
    const connection = deps.createConnection({ iceServers: iceServers.map(toRtcServer) });
    connection.addEventListener(
      'track',
      ({ track }) => connection === opened?.connection && hear(track),
    );
    const gatherMs = iceServers.length === 0 ? hostGatherMs : serverGatherMs;
    const parts = { connection, microphone: sent, gatherMs, setTimer: deps.setTimer };
    return { connection, negotiation: createNegotiation(parts) };
  };
  /** Made when it is first needed: 2 ms that a ringing call's pop need not wait for. A call that is over gets none any more. */
  let opened: ReturnType<typeof open> | null = null;
  const ours = () => {
    if (closed && !opened) throw new AppError('media.negotiationFailed');
    try {
      return (opened ??= open());
    } catch (error) {
      throw negotiationError(error);
    }
  };

  return {
    createOffer: async (options) => ours().negotiation.createOffer(options),
    acceptAnswer: async (sdp) => ours().negotiation.acceptAnswer(sdp),
    answerOffer: async (sdp, direction) => ours().negotiation.answerOffer(sdp, direction),
    rollback: async () => opened?.negotiation.rollback(),
    startOver() {
      if (closed || !opened) return;
      opened.connection.close();
      opened = open();
      hear(null);
    },
    whenConnected: async () => transportReady(ours().connection),
    setMicrophoneOpen(open) {
      isOpen = open;
      if (microphone) microphone.enabled = open;
      mix?.setOtherHeard(!isHolding());
    },
    sendDtmf(digits) {
      const dtmf = line()?.sender.dtmf;
      if (!dtmf?.canInsertDTMF) return false;
      dtmf.insertDTMF(dtmf.toneBuffer + digits, toneMs, gapMs);
      return true;
    },
    tracks: () => ({ microphone: sent(), remote }),
    onTracks(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stats: async () => ours().connection.getStats(),
    useMicrophone(next) {
      if (closed) return;
      const old = microphone;
      microphone = cloneOf(next);
      mix?.setMicrophone(microphone);
      resend();
      old?.stop();
    },
    sendMix(next) {
      if (closed) return;
      mix = next;
      mix?.setMicrophone(microphone);
      mix?.setOtherHeard(!isHolding());
      resend();
    },
    close() {
      if (closed) return;
      closed = true;
      stopPlaying();
      microphone?.stop();
      opened?.connection.close();
    },
  };
}

function toRtcServer(server: IceServer): RTCIceServer {
  return {
    urls: server.urls,
    ...(server.username === undefined ? {} : { username: server.username }),
    ...(server.credential === undefined ? {} : { credential: server.credential }),
  };
}

/** The little of a peer connection that this needs. */
export type Connecting = Pick<
  RTCPeerConnection,
  'connectionState' | 'addEventListener' | 'removeEventListener'
>;

/** Resolves `true` when ICE and DTLS are up, `false` when they have failed; never when the connection is closed before. */
function transportReady(connection: Connecting): Promise<boolean> {
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
