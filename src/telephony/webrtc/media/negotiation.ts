import { AppError } from '../../../shared/app-error.ts';
import { findAudioLine, namesCodec } from '../../core/sdp/audio-line.ts';
import { attributeOf, readSdp } from '../../core/sdp/sdp-text.ts';
import type { MediaDirection, MediaSession } from '../../core/media-port.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { gathered } from './gather.ts';
import { negotiationError } from './media-errors.ts';
import { type SdpLayout, amongAll, audioOnly, layoutOf } from './sdp-layout.ts';

export interface NegotiationDeps {
  readonly connection: RTCPeerConnection;
  readonly microphone: () => MediaStreamTrack | null;
  /** How long to wait for candidates, milliseconds. */
  readonly gatherMs: number;
  readonly setTimer: SetTimer;
}

/**
 * Offer and answer (RFC 3264, RFC 9429) of the call's audio line on a peer connection. The browser sees that line alone; towards
 * the far side it stands among all lines that were ever offered. Each step leaves things as they were when it fails, which
 * it does with `media.noAudioLine`, `media.notEncrypted`, `media.noCommonCodec` or `media.negotiationFailed`.
 */
export function createNegotiation(
  deps: NegotiationDeps,
): Pick<MediaSession, 'createOffer' | 'acceptAnswer' | 'answerOffer' | 'rollback'> {
  const { connection, gatherMs, setTimer } = deps;
  let layout: SdpLayout | null = null;
  /** What our last offer asked for. */
  let offered: MediaDirection = 'sendrecv';
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
  const rollback = async () => {
    if (connection.signalingState === 'have-local-offer')
      await connection.setLocalDescription({ type: 'rollback' });
    if (connection.signalingState === 'have-remote-offer')
      await connection.setRemoteDescription({ type: 'rollback' });
  };
  /** To the browser the line receives all the time: who is on hold is not listened to, whatever the far side goes on sending. */
  const hearsAsAgreed = (direction: RTCRtpTransceiverDirection) => {
    const track = audioLine(connection)?.receiver.track;
    if (track) track.enabled = direction === 'sendrecv' || direction === 'recvonly';
  };
  const answer = async (view: string, direction: RTCRtpTransceiverDirection): Promise<string> => {
    const restarts =
      isFirst() || usernameFragment(view) !== usernameFragment(connection.remoteDescription?.sdp);
    await connection.setRemoteDescription({ type: 'offer', sdp: view });
    const line = audioLine(connection);
    if (!line) throw new AppError('media.negotiationFailed');
    line.direction = direction;
    const microphone = deps.microphone();
    if (line.sender.track !== microphone) await line.sender.replaceTrack(microphone);
    const created = await connection.createAnswer();
    const [agreed] = readSdp(created.sdp ?? '').media;
    if (!agreed || agreed.port === 0 || !namesCodec(agreed))
      throw new AppError('media.noCommonCodec');
    return describe(created, restarts);
  };

  return {
    createOffer: ({ direction, iceRestart }) =>
      translated(async () => {
        /** Without a microphone it still negotiates sound both ways: one that comes later needs no re-INVITE. */
        const line =
          audioLine(connection) ?? connection.addTransceiver(deps.microphone() ?? 'audio');
        // Chromium 150 stops to receive with an offer of `sendonly`, and does not begin again when that is rolled back: to the
        // browser each offer of ours is `sendrecv`, and what the far side agrees to counts.
        line.direction = 'sendrecv';
        offered = direction;
        const offer = await connection.createOffer({ iceRestart });
        const ours = await describe(offer, iceRestart || isFirst());
        return amongAll(ours.replace(/^a=sendrecv$/m, `a=${direction}`), layout);
      }),
    acceptAnswer: (answered) =>
      translated(async () => {
        const next = layoutOf(answered, layout);
        const view = audioOnly(answered, next, audioLine(connection)?.mid ?? null);
        const sdp = offered === 'sendonly' ? withoutSending(view) : view;
        await connection.setRemoteDescription({ type: 'answer', sdp });
        hearsAsAgreed(offered);
      }),
    answerOffer: (sdp, direction) =>
      translated(async () => {
        const before = audioLine(connection)?.direction;
        const next = layoutOf(sdp, layout);
        try {
          const ours = await answer(
            audioOnly(sdp, next, audioLine(connection)?.mid ?? null),
            direction,
          );
          layout = next;
          hearsAsAgreed(direction);
          return amongAll(ours, layout);
        } catch (error) {
          await rollback();
          const line = audioLine(connection);
          if (line && before) line.direction = before;
          throw error;
        }
      }),
    rollback: () => translated(rollback),
  };
}

/** Whether an offer can be talked over, as far as its text tells; the code says why not. */
export function refusalOf(offer: string): ReturnType<typeof findAudioLine>['refusal'] {
  return findAudioLine(readSdp(offer)).refusal;
}

/** The one audio line of the call; `null` before the first description. */
export function audioLine(connection: RTCPeerConnection): RTCRtpTransceiver | null {
  return connection.getTransceivers()[0] ?? null;
}

/** An answer to `sendonly` must not send (RFC 3264 §6.1); one that says nothing of it says `sendrecv`. */
function withoutSending(answer: string): string {
  const silent = answer
    .replace(/^a=sendrecv$/gm, 'a=recvonly')
    .replace(/^a=sendonly$/gm, 'a=inactive');
  return /^a=(?:recvonly|inactive)$/m.test(silent) ? silent : `${silent}a=recvonly\r\n`;
}

/** Changes when the far side restarts ICE (RFC 8839 §4.4.1.1.1). */
function usernameFragment(sdp: string | undefined): string | null {
  const { session, media } = readSdp(sdp ?? '');
  return attributeOf(media[0]?.lines ?? [], 'ice-ufrag') ?? attributeOf(session, 'ice-ufrag');
}
