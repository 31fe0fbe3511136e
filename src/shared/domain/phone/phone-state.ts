import type { ErrorCode } from '../../error-codes.ts';
import { type AudioSettings, type AudioState, unknownAudio } from './audio.ts';
import type { CallSettings } from './call-settings.ts';
import type { CallView } from '../calls/call.ts';
import type { CallId } from '../ids.ts';

/**
 * Registration as proven, not as hoped.
 *
 * ```
 * unregistered ─► connecting ─► registering ─► registered
 *       ▲             ▲  └──────────┴─────────────┤
 *       └── stop ──── retryWait ◄── failed/lost ──┘
 * ```
 */
export type RegistrationState =
  | { readonly kind: 'unregistered' }
  | { readonly kind: 'connecting'; readonly attempt: number }
  | { readonly kind: 'registering'; readonly attempt: number }
  | {
      readonly kind: 'registered';
      readonly sinceAt: number;
      /** Last answer of the PBX to a REGISTER or a keep-alive. */
      readonly provenAt: number;
      readonly expiresAt: number;
      /** Which of the configured addresses serves us; absent = the only one. */
      readonly server?: 'main' | 'fallback' | undefined;
      /** Registered, yet not as it should be: `sip.extensionTaken` when another desk has the same extension. */
      readonly warning?: ErrorCode | undefined;
    }
  | {
      readonly kind: 'retryWait';
      readonly code: ErrorCode;
      readonly retryAt: number;
      readonly attempt: number;
    }
  | { readonly kind: 'stopped'; readonly code: ErrorCode };

export type MicrophoneState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready'; readonly label: string }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/** Everything the phone page knows, published whole on each change (never a diff). */
export interface PhoneSnapshot {
  readonly registration: RegistrationState;
  readonly microphone: MicrophoneState;
  readonly audio: AudioState;
  readonly proofs: PhoneProofs;
  /** Running calls, oldest first; an ended call stays for a few seconds so that every window sees its end. */
  readonly calls: readonly CallView[];
  /** Calls that came lately and could not be rung; absent = none. */
  readonly lostCalls?: LostCalls | undefined;
}

/** Calls whose signalling could not be read, since the first of an unbroken row; `at` is when the last one came. */
export interface LostCalls {
  readonly count: number;
  readonly at: number;
}

/** What a self-test last found. `at` is when; a proof older than a minute no longer counts. */
export type Proof =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ok'; readonly at: number }
  | { readonly kind: 'failed'; readonly at: number; readonly code: ErrorCode };

/** What the phone page has proven about itself beyond its registration. Disk space is proven by the host. */
export interface PhoneProofs {
  /** Sound other than digital silence came from the microphone. */
  readonly microphone: Proof;
  /** The ringer's outputs are there and take sound. */
  readonly ringer: Proof;
  /** Worker and encoder turned test sound into pages; or a running recording reached the disk. */
  readonly recorder: Proof;
  /** A real call of the PBX's test extension rang here; asked for at sign-in. Its age does not matter. */
  readonly testRing: Proof;
}

export const idlePhone: PhoneSnapshot = {
  registration: { kind: 'unregistered' },
  microphone: { kind: 'unknown' },
  audio: unknownAudio,
  proofs: {
    microphone: { kind: 'unknown' },
    ringer: { kind: 'unknown' },
    recorder: { kind: 'unknown' },
    testRing: { kind: 'unknown' },
  },
  calls: [],
};

/**
 * What a person or the desk page asks the phone to do. The phone page answers each with done or an error code. One
 * citizen at a time: `dial`, `answer` and `retrieve` first put every other talking call on hold, so that answering a
 * second call is answer-and-hold, and retrieving the waiting one is a swap.
 */
export type PhoneCommand =
  | {
      readonly kind: 'dial';
      readonly callId: CallId;
      /** As people write it; the dial plan makes of it what the PBX wants. */
      readonly number: string;
      readonly ticketNo: string | null;
      /** The citizen's call that waits meanwhile: makes this a consultation. */
      readonly consultFor?: CallId | undefined;
    }
  | { readonly kind: 'answer'; readonly callId: CallId }
  | { readonly kind: 'decline'; readonly callId: CallId }
  /** Stops ringing here; the call goes on ringing for the citizen and other desks. */
  | { readonly kind: 'silence'; readonly callId: CallId }
  | { readonly kind: 'hangUp'; readonly callId: CallId }
  | { readonly kind: 'mute'; readonly callId: CallId; readonly muted: boolean }
  | { readonly kind: 'hold'; readonly callId: CallId }
  | { readonly kind: 'retrieve'; readonly callId: CallId }
  | { readonly kind: 'sendDtmf'; readonly callId: CallId; readonly digits: string }
  /** Blind transfer (RFC 3515). Done when the far side says that the target rings or answers; on failure the call is back. */
  | { readonly kind: 'transfer'; readonly callId: CallId; readonly number: string }
  /** Hands the citizen to the satisfaction survey of `CallSettings.surveyNumber`. */
  | { readonly kind: 'toSurvey'; readonly callId: CallId }
  /** Attended transfer: joins the citizen's call with the consultation (RFC 3891) and leaves both. */
  | { readonly kind: 'completeTransfer'; readonly callId: CallId; readonly consultCallId: CallId }
  /** Ends the consultation, ringing or talking, and takes the citizen back. */
  | { readonly kind: 'cancelConsult'; readonly callId: CallId; readonly consultCallId: CallId }
  /** Three parties: in a room of the PBX where `CallSettings.conference` names one, else mixed at this desk. */
  | { readonly kind: 'conference'; readonly callId: CallId; readonly consultCallId: CallId }
  | { readonly kind: 'setAudio'; readonly settings: AudioSettings }
  /** Rings for two seconds on the chosen outputs. */
  | { readonly kind: 'tryRinger' }
  /** Tells the microphone's loudness as `Levels` for the next ten seconds; asked again while somebody looks. */
  | { readonly kind: 'watchMicrophone' }
  /** Runs all self-tests now, the real test ring included. */
  | { readonly kind: 'proveSeat' }
  /** Dials a feature code of the PBX: no call that anybody sees, nothing is recorded. */
  | { readonly kind: 'tellPbx'; readonly code: string }
  /** The PC woke up or the network changed: prove the socket now instead of at the next keep-alive. */
  | { readonly kind: 'wake' };

/** Account of the softphone at the PBX. `secret` lives in memory of host and phone page only. */
export interface PhoneConfig {
  /** `wss://pbx.example/ws` */
  readonly serverUrl: string;
  readonly domain: string;
  readonly extension: string;
  readonly secret: string;
  readonly displayName: string;
  /** Empty by default: no foreign STUN server ever learns of a call. */
  readonly iceServers: readonly {
    readonly urls: string;
    readonly username?: string | undefined;
    readonly credential?: string | undefined;
  }[];
  readonly registerExpiresSeconds: number;
  /** `rfc4733` or SIP INFO. */
  readonly dtmf: 'rfc4733' | 'info';
  /** Other addresses of the same PBX or its twin, tried in turn when `serverUrl` cannot be reached. */
  readonly fallbackUrls: readonly string[];
  /**
   * `early`: the media path is set up before the click by 183 with SDP (RFC 3261 §13.3.1.4, RFC 3262 where offered), falling
   * back by itself; `atAnswer`: only the 200 carries SDP.
   */
  readonly answerMedia: 'early' | 'atAnswer';
  /** RFC 4028; 0 = no session timer asked for. */
  readonly sessionExpiresSeconds: number;
  readonly calling: CallSettings;
}
