import type { ErrorCode } from '../error-codes.ts';
import type { CallView } from './call.ts';
import type { CallId } from './ids.ts';

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
  /** Running calls, oldest first; an ended call stays for a few seconds so that every window sees its end. */
  readonly calls: readonly CallView[];
}

export const idlePhone: PhoneSnapshot = {
  registration: { kind: 'unregistered' },
  microphone: { kind: 'unknown' },
  calls: [],
};

/** What a person or the desk page asks the phone to do. The phone page answers each with done or an error code. */
export type PhoneCommand =
  | {
      readonly kind: 'dial';
      readonly callId: CallId;
      readonly number: string;
      readonly ticketNo: string | null;
    }
  | { readonly kind: 'answer'; readonly callId: CallId }
  | { readonly kind: 'decline'; readonly callId: CallId }
  | { readonly kind: 'hangUp'; readonly callId: CallId }
  | { readonly kind: 'mute'; readonly callId: CallId; readonly muted: boolean }
  | { readonly kind: 'hold'; readonly callId: CallId }
  | { readonly kind: 'retrieve'; readonly callId: CallId }
  | { readonly kind: 'sendDtmf'; readonly callId: CallId; readonly digits: string };

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
}
