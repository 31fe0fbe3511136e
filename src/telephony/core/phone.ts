import type { EndReason } from '../../shared/domain/call.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import type { PhoneConfig, RegistrationState } from '../../shared/domain/phone-state.ts';
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
    }
  | {
      readonly kind: 'dialling';
      readonly callId: CallId;
      readonly at: number;
      readonly rawNumber: string;
      readonly ticketNo: string | null;
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
  | {
      readonly kind: 'muted';
      readonly callId: CallId;
      readonly at: number;
      readonly muted: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly callId: CallId;
      readonly at: number;
      readonly reason: EndReason;
      readonly code: ErrorCode | null;
    };

/**
 * The softphone port. `telephony/sip` is the real one, `telephony/fake` the scripted one; both pass `tests/contract/phone`.
 * Operations resolve when the far side has accepted them and reject with an `AppError` (`phone.*`, `sip.*`, `media.*`).
 */
export interface Phone {
  /** Connects and registers; state arrives as events. Calling it again with another config moves over to that. */
  start(config: PhoneConfig): void;
  /** Ends calls with BYE, unregisters, closes the socket; at most about 2 s. */
  stop(): Promise<void>;
  dial(callId: CallId, number: string, ticketNo: string | null): Promise<void>;
  answer(callId: CallId): Promise<void>;
  decline(callId: CallId): Promise<void>;
  hangUp(callId: CallId): Promise<void>;
  setMuted(callId: CallId, muted: boolean): Promise<void>;
  hold(callId: CallId): Promise<void>;
  retrieve(callId: CallId): Promise<void>;
  sendDtmf(callId: CallId, digits: string): Promise<void>;
  /** Returns the unsubscribe. Listeners must not throw. */
  subscribe(listener: (event: PhoneEvent) => void): () => void;
}
