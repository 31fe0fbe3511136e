import type { ErrorCode } from '../../error-codes.ts';
import type { CallerNumber } from './caller-number.ts';
import type { CallId, RecordingId, TicketId } from '../ids.ts';
import type { CallResult } from './call-result.ts';

export type Direction = 'inbound' | 'outbound';

/** More tickets than any call is about. A record with more is read by nobody. */
export const mostTicketsOfCall = 1000;

/**
 * Why a call is over. `missed` = the citizen gave up or the ring timed out; `declined` = the agent refused it; `transferred` =
 * handed to somebody else; `toSurvey` = handed to the satisfaction survey; `merged` = went into a conference room of the PBX.
 */
export type EndReason =
  | 'agentHungUp'
  | 'citizenHungUp'
  | 'missed'
  | 'declined'
  | 'cancelled'
  | 'busy'
  | 'noAnswer'
  | 'failed'
  | 'connectionLost'
  | 'deskDied'
  | 'transferred'
  | 'toSurvey'
  | 'merged';

/**
 * State of one call leg, in CSTA words.
 *
 * ```
 * inbound:  alerting ─► connected ◄─► held ─► ended
 * outbound: dialling ─► connected ◄─► held ─► ended
 * ```
 */
export type LegState = 'alerting' | 'dialling' | 'connected' | 'held' | 'ended';

/** How the recording of a running call is doing, as far as the phone page has proof. */
export type RecordingLight =
  | { readonly kind: 'none' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'recording'; readonly recordingId: RecordingId; readonly bytesOnDisk: number }
  | { readonly kind: 'failed'; readonly code: ErrorCode };

/**
 * Measured voice quality of the last five seconds; in a record, the mean of the whole call. `mos` is estimated by the E-model
 * (ITU-T G.107), 1–5, `null` until measured. Loss, jitter and `mos` are those of what the agent hears.
 */
export interface CallQuality {
  readonly mos: number | null;
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly rttMs: number | null;
  /** What the far side says it lost of ours (RTCP receiver reports, RFC 3550 §6.4), percent; absent = it says nothing. */
  readonly sentLossPercent?: number | undefined;
  /** Worst five seconds of the call; only in records. */
  readonly worstMos?: number | undefined;
}

/** What a call is for: an ordinary one, asking somebody while the citizen waits, or the desk's leg in a room of the PBX. */
export type CallPurpose = 'plain' | 'consult' | 'conference';

/** One running call as every window sees it. Whole numbers of citizens appear only here, never in lists. */
export interface CallView {
  readonly callId: CallId;
  readonly direction: Direction;
  readonly number: CallerNumber;
  readonly displayName: string;
  /** Ticket named by the PBX (`X-Ticket-No` or `User-to-User`), or the one the agent dialled from. */
  readonly ticketNo: string | null;
  /** Queue or line that was dialled, for people: `水务热线 8273`. */
  readonly lineName: string;
  readonly queuedMs: number | null;
  readonly state: LegState;
  readonly muted: boolean;
  readonly purpose: CallPurpose;
  /** The citizen's call that a consultation or conference leg serves. */
  readonly servesCallId: CallId | null;
  /** Call with which this one is joined to three parties, mixed at this desk. */
  readonly joinedWith: CallId | null;
  /** Number that it was handed to, as dialled; `null` until then. */
  readonly transferredTo: string | null;
  /** Still rings for the citizen, no longer for the agent, who chose not to hear it. */
  readonly silenced: boolean;
  /** Being handed over; the far side or the PBX has not yet said how it went. */
  readonly transferring: boolean;
  readonly heldBy: 'nobody' | 'agent' | 'citizen' | 'both';
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
  /** What there is to tell the agent of the end beyond `endReason`; absent = nothing. */
  readonly endCode?: ErrorCode | undefined;
  readonly recording: RecordingLight;
  readonly quality: CallQuality | null;
  /**
   * What is wrong with the sound right now: `media.noRemoteAudio` (nothing arrives), `media.noLocalAudio` (nothing leaves),
   * `media.lossReceiving`, `media.lossSending`, `media.delayHigh`.
   */
  readonly soundFault?: ErrorCode | undefined;
  /** The last change of its media that the far side wanted and that was refused: why, and when; absent = none was. */
  readonly changeRefused?: { readonly code: ErrorCode; readonly at: number } | undefined;
  /** When a hang-up that was meant for the call before it was kept from this one; absent = none was. */
  readonly strayHangUpAt?: number | undefined;
  /** Since when it is on hold, whoever holds it; absent = it is not. */
  readonly heldSince?: number | undefined;
  /** When a second phone rings too if nobody answers here; absent = the PBX has none for this call. */
  readonly secondPathAt?: number | undefined;
  /** Who was at the other end before and handed the call over; absent = nobody did. */
  readonly handedOverBy?: CallerNumber | undefined;
}

/** What is kept of a call for ever. A fold of the call's events; a terminal record never changes back. */
export interface CallRecord {
  readonly callId: CallId;
  readonly direction: Direction;
  readonly number: CallerNumber;
  readonly lineName: string;
  readonly queuedMs: number | null;
  readonly agentWorkNo: string;
  readonly ticketIds: readonly TicketId[];
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly talkMs: number;
  readonly heldMs: number;
  readonly endReason: EndReason | null;
  readonly recordingId: RecordingId | null;
  /** Set when an answered call has no recording: the reason is a duty, too. */
  readonly noRecordingReason: ErrorCode | null;
  readonly quality: CallQuality | null;
  /** Number that the call was handed to, as it was dialled. */
  readonly transferredTo?: string | undefined;
  /** The citizen's call that this consultation or conference leg served. */
  readonly servesCallId?: CallId | undefined;
  /** Since when a second phone rang too, as nobody had answered here. */
  readonly secondPathAt?: number | undefined;
  /** Who was at the other end before and handed the call over, e.g. a colleague who had asked first. */
  readonly handedOverBy?: CallerNumber | undefined;
  /** What came of it; `null` = not said yet, absent = of a release before there were results. */
  readonly result?: CallResult | null | undefined;
  /** What the agent has noted of the call; at most 500 characters. */
  readonly note?: string | undefined;
  /** Nobody took it and it cannot be called back: who said why it need not wait, and when. */
  readonly putAway?: CallPutAway | undefined;
}

export interface CallPutAway {
  readonly at: number;
  readonly workNo: string;
  /** At most 200 characters. */
  readonly reason: string;
}

/** Is there a call that closing the desk would cut off? */
export function isCallRunning(calls: readonly CallView[]): boolean {
  return calls.some((call) => call.state !== 'ended');
}

export function isAgentHeld(call: CallView): boolean {
  return call.heldBy === 'agent' || call.heldBy === 'both';
}
