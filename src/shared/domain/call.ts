import type { ErrorCode } from '../error-codes.ts';
import type { CallerNumber } from './caller-number.ts';
import type { CallId, RecordingId, TicketId } from './ids.ts';

export type Direction = 'inbound' | 'outbound';

/** Why a call is over. `missed` = the citizen gave up or the ring timed out; `declined` = the agent refused it. */
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
  | 'deskDied';

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

/** Measured voice quality, `mos` estimated by the E-model (1–5), `null` until measured. */
export interface CallQuality {
  readonly mos: number | null;
  readonly lossPercent: number;
  readonly jitterMs: number;
  readonly rttMs: number | null;
}

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
  readonly heldBy: 'nobody' | 'agent' | 'citizen' | 'both';
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly endReason: EndReason | null;
  readonly recording: RecordingLight;
  readonly quality: CallQuality | null;
  /** What is wrong with the sound right now: `media.noRemoteAudio` while nothing at all arrives from the citizen. */
  readonly soundFault?: ErrorCode | undefined;
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
}
