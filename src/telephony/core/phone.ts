import type { CallPurpose, EndReason } from '../../shared/domain/calls/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneConfig, RegistrationState } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/**
 * What a phone tells. SIP truth is translated into these words at the edge (`telephony/sip`); product state is
 * folded from them by `call-machine.ts` and `registration-machine.ts`. Times are epoch milliseconds.
 */
export type PhoneEvent =
  | { readonly kind: 'registration'; readonly state: RegistrationState }
  | {
      readonly kind: 'alerting';
      readonly callId: CallId;
      readonly at: number;
      /** User part of the caller as the PBX wrote it; empty when withheld. */
      readonly rawNumber: string;
      readonly displayName: string;
      readonly lineName: string;
      readonly ticketNo: string | null;
      readonly queuedMs: number | null;
      /** After how long unanswered the PBX lets a second phone ring, too; absent = it has none. */
      readonly secondPathMs?: number | undefined;
      /** Who had this call handed over to us (RFC 3892 `Referred-By`), as the PBX wrote it. */
      readonly rawHandedOverBy?: string | undefined;
    }
  /**
   * The PBX says who is at the other end now (RFC 3325, RFC 4916), as it wrote it. `retargets`: that may be another party than
   * before, as after a transfer; false in the answers to a call of ours, where a PBX also names its own trunk. Junk is
   * possible; `call-machine.ts` decides what it is worth.
   */
  | {
      readonly kind: 'identity';
      readonly callId: CallId;
      readonly at: number;
      readonly rawNumber: string;
      readonly displayName: string;
      readonly ticketNo: string | null;
      readonly retargets: boolean;
    }
  | {
      readonly kind: 'dialling';
      readonly callId: CallId;
      readonly at: number;
      readonly rawNumber: string;
      readonly ticketNo: string | null;
      readonly purpose: CallPurpose;
      readonly servesCallId: CallId | null;
    }
  | { readonly kind: 'connected'; readonly callId: CallId; readonly at: number }
  | {
      readonly kind: 'agentHold';
      readonly callId: CallId;
      readonly at: number;
      readonly held: boolean;
    }
  | {
      readonly kind: 'farHold';
      readonly callId: CallId;
      readonly at: number;
      readonly held: boolean;
    }
  /** The far side's offer in a running call was refused, for the reason in `code`; the call goes on as it was (RFC 3261 §14.2). */
  | {
      readonly kind: 'changeRefused';
      readonly callId: CallId;
      readonly at: number;
      readonly code: ErrorCode;
    }
  | {
      readonly kind: 'muted';
      readonly callId: CallId;
      readonly at: number;
      readonly muted: boolean;
    }
  /** A transfer is under way to `to`, or (`null`) it failed and the call is as it was. */
  | {
      readonly kind: 'transferring';
      readonly callId: CallId;
      readonly at: number;
      readonly to: string | null;
    }
  /** Mixed at this desk with another call; `null` = no more. */
  | {
      readonly kind: 'joined';
      readonly callId: CallId;
      readonly at: number;
      readonly withCallId: CallId | null;
    }
  /** The PBX's test extension rang here. It is refused by itself and is no call. */
  | { readonly kind: 'testRing'; readonly at: number }
  /** A call that could not be rung: its signalling could not be read, or had to be refused. The caller has heard so. */
  | { readonly kind: 'callLost'; readonly at: number }
  | {
      readonly kind: 'ended';
      readonly callId: CallId;
      readonly at: number;
      readonly reason: EndReason;
      readonly code: ErrorCode | null;
    };

export interface DialOrder {
  readonly callId: CallId;
  /** For people and records. */
  readonly number: string;
  /** For the PBX, as the dial plan made it. */
  readonly dialString: string;
  readonly ticketNo: string | null;
  readonly purpose: CallPurpose;
  readonly servesCallId: CallId | null;
}

export interface TransferOrder {
  readonly callId: CallId;
  /** A number (RFC 3515), or a call of ours to replace (RFC 3891): both calls are then over here. */
  readonly target:
    | { readonly kind: 'number'; readonly number: string; readonly dialString: string }
    | { readonly kind: 'call'; readonly callId: CallId };
  readonly reason: Extract<EndReason, 'transferred' | 'toSurvey' | 'merged'>;
}

/**
 * The softphone port. `telephony/sip` is the real one, `telephony/fake` the scripted one; both pass `tests/contract/phone`.
 * Operations resolve when the far side has accepted them and reject with an `AppError` (`phone.*`, `sip.*`, `media.*`).
 */
export interface Phone {
  /** Connects and registers; state arrives as events. Calling it again with another config moves over to that. */
  start(config: PhoneConfig): void;
  /** Ends calls with BYE, unregisters, closes the socket; at most about 2 s. */
  stop(): Promise<void>;
  dial(order: DialOrder): Promise<void>;
  answer(callId: CallId): Promise<void>;
  decline(callId: CallId): Promise<void>;
  hangUp(callId: CallId): Promise<void>;
  setMuted(callId: CallId, muted: boolean): Promise<void>;
  hold(callId: CallId): Promise<void>;
  retrieve(callId: CallId): Promise<void>;
  sendDtmf(callId: CallId, digits: string): Promise<void>;
  /**
   * Resolves when the far side has taken the transfer (final NOTIFY, or the target rings); the call then ends with
   * `reason`. Rejects with `sip.transferFailed`; the call is then as it was.
   */
  transfer(order: TransferOrder): Promise<void>;
  /** Mixes two answered calls into one conversation at this desk until either ends or `part`. */
  join(callId: CallId, withCallId: CallId): Promise<void>;
  part(callId: CallId): Promise<void>;
  /** Dials a feature code: no call for anybody, no sound, no event. Resolves when the PBX has carried it out. */
  tell(code: string): Promise<void>;
  /** Proves the socket at once: the PC woke up or its network changed. */
  wake(): void;
  /** Returns the unsubscribe. Listeners must not throw. */
  subscribe(listener: (event: PhoneEvent) => void): () => void;
}
