import { AppError } from '../../shared/app-error.ts';
import type { MediaSession } from '../core/media-port.ts';
import type { SetTimer } from '../core/set-timer.ts';
import { gathered } from './gather.ts';
import { negotiationError } from './media-errors.ts';

export interface NegotiationParts {
  readonly connection: RTCPeerConnection;
  readonly microphone: () => MediaStreamTrack | null;
  /** How long to wait for candidates, milliseconds. */
  readonly gatherMs: number;
  readonly setTimer: SetTimer;
}

/** Offer and answer (RFC 3264, RFC 9429) of one audio line on a peer connection. Fails with `media.negotiationFailed`. */
export function createNegotiation(
  parts: NegotiationParts,
): Pick<MediaSession, 'createOffer' | 'acceptAnswer' | 'answerOffer' | 'rollback'> {
  const { connection, gatherMs, setTimer } = parts;
  const isFirst = () => connection.localDescription === null;
  const describe = async (
    description: RTCSessionDescriptionInit,
    gathersAnew: boolean,
  ): Promise<string> => {
    const complete = gathered(connection, { gathersAnew, limitMs: gatherMs, setTimer });
    await connection.setLocalDescription(description);
    await complete;
    const sdp = connection.localDescription?.sdp;
    if (!sdp) throw new AppError('media.negotiationFailed');
    return sdp;
  };
  const translated = async <Result>(act: () => Promise<Result>): Promise<Result> => {
    try {
      return await act();
    } catch (error) {
      throw negotiationError(error);
    }
  };

  return {
    createOffer: ({ direction, iceRestart }) =>
      translated(async () => {
        /** Without a microphone it still negotiates sound both ways: one that comes later needs no re-INVITE. */
        const line =
          audioLine(connection) ?? connection.addTransceiver(parts.microphone() ?? 'audio');
        line.direction = direction;
        return describe(await connection.createOffer({ iceRestart }), iceRestart || isFirst());
      }),
    acceptAnswer: (sdp) =>
      translated(() => connection.setRemoteDescription({ type: 'answer', sdp })),
    answerOffer: (sdp, direction) =>
      translated(async () => {
        const restarts =
          isFirst() ||
          usernameFragment(sdp) !== usernameFragment(connection.remoteDescription?.sdp);
        await connection.setRemoteDescription({ type: 'offer', sdp });
        const line = audioLine(connection);
        if (!line) throw new AppError('media.negotiationFailed');
        line.direction = direction;
        const microphone = parts.microphone();
        if (line.sender.track !== microphone) await line.sender.replaceTrack(microphone);
        return describe(await connection.createAnswer(), restarts);
      }),
    rollback: () =>
      translated(async () => {
        if (connection.signalingState === 'have-local-offer') {
          await connection.setLocalDescription({ type: 'rollback' });
        }
      }),
  };
}

/** The one audio line of the call; `null` before the first description. */
export function audioLine(connection: RTCPeerConnection): RTCRtpTransceiver | null {
  return connection.getTransceivers()[0] ?? null;
}

/** Changes when the far side restarts ICE (RFC 8839 §4.4.1.1.1). */
function usernameFragment(sdp: string | undefined): string | null {
  return /^a=ice-ufrag:(\S+)/m.exec(sdp ?? '')?.[1] ?? null;
}
