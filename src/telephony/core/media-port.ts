import type { CallId } from '../../shared/domain/ids.ts';

/** Which way sound flows, seen from us (RFC 8866 §6.7). `sendonly` is how the agent holds. */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

/**
 * Media of one call, as offer/answer (RFC 3264) sees it. Descriptions are SDP texts, complete with candidates.
 * Everything that fails rejects with `media.*`.
 */
export interface MediaSession {
  createOffer(options: {
    readonly direction: MediaDirection;
    readonly iceRestart: boolean;
  }): Promise<string>;
  acceptAnswer(sdp: string): Promise<void>;
  /** Takes the far offer and returns our answer. Sends nothing of the agent's sound while the microphone is closed. */
  answerOffer(sdp: string, direction: MediaDirection): Promise<string>;
  /** Resolves `true` once the path is up (ICE and DTLS), `false` when it cannot be; never after `close`. */
  whenConnected(): Promise<boolean>;
  /** Takes back an offer that was refused. */
  rollback(): Promise<void>;
  /** Closed at first. Closed means digital silence towards the citizen and towards the recorder. */
  setMicrophoneOpen(open: boolean): void;
  /** RFC 4733 telephone events; `false` when the far side cannot take them, or the path is not up. */
  sendDtmf(digits: string): boolean;
  close(): void;
}

/** Where calls get their media from. */
export interface MediaPort {
  open(callId: CallId, iceServers: readonly IceServer[]): MediaSession;
  /** Each far side hears the agent and the other far side; returns the way to end that. */
  join(callId: CallId, withCallId: CallId): () => void;
}

export interface IceServer {
  readonly urls: string;
  readonly username?: string | undefined;
  readonly credential?: string | undefined;
}
