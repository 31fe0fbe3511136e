import type { CallId } from '../../shared/domain/ids.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** Which way sound flows, seen from us (RFC 8866 §6.7). `sendonly` is how the agent holds. */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/**
 * Media of one call, as offer/answer (RFC 3264) sees it. Descriptions are SDP texts, complete with candidates; those of the
 * far side may hold any number of other lines, ours answer each of them. Everything that fails rejects with `media.*` and
 * leaves what was agreed before: `media.noAudioLine`, `media.notEncrypted`, `media.noCommonCodec`, `media.negotiationFailed`.
 */
export interface MediaSession {
  createOffer(options: {
    readonly direction: MediaDirection;
    readonly iceRestart: boolean;
  }): Promise<string>;
  /** A refused answer leaves our offer standing: `rollback` takes it back. */
  acceptAnswer(sdp: string): Promise<void>;
  /** Takes the far offer and returns our answer. Sends nothing of the agent's sound while the microphone is closed. */
  answerOffer(sdp: string, direction: MediaDirection): Promise<string>;
  /** Resolves `true` once the path is up (ICE and DTLS), `false` when it cannot be; never after `close`. */
  whenConnected(): Promise<boolean>;
  /** Takes back an offer that was refused, ours or the far side's. */
  rollback(): Promise<void>;
  /**
   * Forgets what was agreed, and the path with it; the next offer is made on a fresh one. For a call whose 200 comes from
   * another fork than its early media (RFC 3261 §13.2.2.4): a browser takes no second answer to one offer, not even as
   * `pranswer` (Chromium 150 then stays in DTLS). Acknowledge the 200, start over, and offer anew by re-INVITE.
   */
  startOver(): void;
  /** Closed at first. Closed means digital silence towards the citizen and towards the recorder. */
  setMicrophoneOpen(open: boolean): void;
  /** RFC 4733 telephone events; `false` when the far side cannot take them, or the path is not up. */
  sendDtmf(digits: string): boolean;
  close(): void;
}

/** Where calls get their media from. */
export interface MediaPort {
  /** Whether an offer can be talked over, as far as its text tells, before anything is made for it; `null` = it can. */
  refusalOf(offer: string): ErrorCode | null;
  open(callId: CallId, iceServers: readonly IceServer[]): MediaSession;
  /** Each far side hears the agent and the other far side; returns the way to end that. */
  join(callId: CallId, withCallId: CallId): () => void;
}

export interface IceServer {
  readonly urls: string;
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}
