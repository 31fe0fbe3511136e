import { AppError } from '../../shared/app-error.ts';
import type { IceServer, MediaSession } from '../core/media-port.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { gathered } from './gather.ts';
import { negotiationError } from './media-errors.ts';

export interface CallMediaDeps {
  readonly createConnection: (config: RTCConfiguration) => RTCPeerConnection;
  readonly setTimer: SetTimer;
  /** Makes the citizen heard, and keeps the remote track flowing for the recorder; returns the way to stop. */
  readonly play: (remote: MediaStreamTrack) => () => void;
}

/** The tracks of a call, for the recorder. Microphone: the call's own clone, silent while closed. */
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
}

const hostGatherMs = 1000;
const serverGatherMs = 2500;

export function createCallMedia(
  source: MediaStreamTrack | null,
  iceServers: readonly IceServer[],
  deps: CallMediaDeps,
): CallMedia {
  const connection = deps.createConnection({
    iceServers: iceServers.map(toRtcServer),
    bundlePolicy: 'max-bundle',
  });
  const listeners = new Set<(tracks: CallTracks) => void>();
  const gatherMs = iceServers.length === 0 ? hostGatherMs : serverGatherMs;
  let microphone: MediaStreamTrack | null = null;
  let remote: MediaStreamTrack | null = null;
  let isOpen = false;
  let closed = false;
  let stopPlaying = () => {};

  const tell = () => {
    for (const listener of listeners) listener({ microphone, remote });
  };
  const cloneOf = (track: MediaStreamTrack | null) => {
    const clone = track?.readyState === 'live' ? track.clone() : null;
    if (clone) clone.enabled = isOpen;
    return clone;
  };
  microphone = cloneOf(source);
  connection.addEventListener('track', ({ track }) => {
    remote = track;
    stopPlaying();
    stopPlaying = deps.play(track);
    tell();
  });
  const describe = async (
    description: RTCSessionDescriptionInit,
    gathersAnew: boolean,
  ): Promise<string> => {
    const complete = gathered(connection, {
      gathersAnew,
      limitMs: gatherMs,
      setTimer: deps.setTimer,
    });
    await connection.setLocalDescription(description);
    await complete;
    const sdp = connection.localDescription?.sdp;
    if (!sdp) throw new AppError('media.negotiationFailed');
    return sdp;
  };
  const transceiver = () => connection.getTransceivers()[0] ?? null;
  const isFirst = () => connection.localDescription === null;

  return {
    async createOffer({ direction, iceRestart }) {
      try {
        /** Without a microphone it still negotiates sound both ways: one that comes later needs no re-INVITE. */
        const line = transceiver() ?? connection.addTransceiver(microphone ?? 'audio');
        line.direction = direction;
        return await describe(
          await connection.createOffer({ iceRestart }),
          iceRestart || isFirst(),
        );
      } catch (error) {
        throw negotiationError(error);
      }
    },
    async acceptAnswer(sdp) {
      await connection.setRemoteDescription({ type: 'answer', sdp }).catch((error: unknown) => {
        throw negotiationError(error);
      });
    },
    async answerOffer(sdp, direction) {
      try {
        const restarts =
          isFirst() ||
          usernameFragment(sdp) !== usernameFragment(connection.remoteDescription?.sdp);
        await connection.setRemoteDescription({ type: 'offer', sdp });
        const line = transceiver();
        if (!line) throw new AppError('media.negotiationFailed');
        line.direction = direction;
        if (line.sender.track !== microphone) await line.sender.replaceTrack(microphone);
        return await describe(await connection.createAnswer(), restarts);
      } catch (error) {
        throw negotiationError(error);
      }
    },
    async rollback() {
      if (connection.signalingState === 'have-local-offer')
        await connection.setLocalDescription({ type: 'rollback' });
    },
    setMicrophoneOpen(open) {
      isOpen = open;
      if (microphone) microphone.enabled = open;
    },
    sendDtmf(digits) {
      const dtmf = transceiver()?.sender.dtmf;
      if (!dtmf?.canInsertDTMF) return false;
      dtmf.insertDTMF(dtmf.toneBuffer + digits, 160, 70);
      return true;
    },
    tracks: () => ({ microphone, remote }),
    onTracks(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stats: () => connection.getStats(),
    useMicrophone(next) {
      if (closed) return;
      const old = microphone;
      microphone = cloneOf(next);
      transceiver()
        ?.sender.replaceTrack(microphone)
        .catch(() => {});
      old?.stop();
      tell();
    },
    close() {
      if (closed) return;
      closed = true;
      stopPlaying();
      microphone?.stop();
      connection.close();
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

/** Changes when the far side restarts ICE (RFC 8839 §4.4.1.1.1). */
function usernameFragment(sdp: string | undefined): string | null {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp ?? '')?.[1] ?? null;
}
