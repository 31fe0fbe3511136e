import type { HeardReport } from '../media/heard-meter.ts';

/** A call that a simulated citizen makes to a registered extension. */
export interface CitizenScript {
  /** Extension of the agent. */
  readonly to: string;
  /** Number as the PBX writes it, with whatever prefix; `null` = withheld, `anonymous@anonymous.invalid`. */
  readonly fromNumber: string | null;
  readonly displayName?: string;
  /** Number in P-Asserted-Identity (RFC 3325), where a trunk puts what it believes. */
  readonly assertedNumber?: string;
  readonly ticketNo?: string;
  /** Which header names the ticket: our own, or `User-to-User` in hexadecimal (RFC 7433). */
  readonly ticketHeader?: 'X-Ticket-No' | 'User-to-User';
  /** Line or queue that was dialled, sent as `X-Queue`. */
  readonly queue?: string;
  /** Time spent in the queue, sent as `X-Queue-Wait-Ms`. */
  readonly queueWaitMs?: number;
  /** WAV of 8 kHz, said once, `speakAfterMs` after the answer. */
  readonly speechFile?: string;
  readonly speakAfterMs?: number;
  /** Proves to the phone that it can be rung, and is no call (`X-Hotline-Test-Ring`). */
  readonly testRing?: boolean;
  /** Rings this long, then CANCEL. */
  readonly patienceMs?: number;
}

/** What happens when the agent dials a number. */
export type OutboundScript =
  | { readonly kind: 'answers'; readonly afterMs: number; readonly speechFile: string | null }
  | { readonly kind: 'rings' }
  | { readonly kind: 'refuses'; readonly status: number };

export interface CallEnd {
  readonly how:
    | 'agentHungUp'
    | 'citizenHungUp'
    | 'transferred'
    | 'cancelled'
    | 'refused'
    | 'noAnswer'
    | 'lost';
  /** Final SIP status of a call that was never answered. */
  readonly status: number | null;
  /** Where a `transferred` call went: the Refer-To, as the phone wrote it. */
  readonly referTo?: string;
}

export type CallEventKind =
  | 'ringing'
  | 'answered'
  | 'acknowledged'
  | 'speechBegan'
  | 'speechEnded'
  | 'agentHeard'
  | 'heldByAgent'
  | 'retrievedByAgent'
  | 'heldByCitizen'
  | 'retrievedByCitizen'
  | 'key'
  | 'ended';

export interface TrainingEvent {
  readonly kind: CallEventKind;
  readonly at: number;
  /** The key that was pressed, for `key`. */
  readonly key?: string;
}

/** One call as the citizen lives it. Promises resolve in any case; none rejects. */
export interface TrainingCall {
  readonly sipCallId: string;
  readonly direction: 'toAgent' | 'fromAgent';
  /** Extension that was called, or number that the agent dialled. */
  readonly dialled: string;
  /** Ticket that the agent's INVITE named (`X-Ticket-No`); `null` otherwise. */
  readonly ticketNo: string | null;
  /** `false` when the call ended before. */
  readonly ringing: Promise<boolean>;
  readonly answered: Promise<boolean>;
  readonly ended: Promise<CallEnd>;
  events(): readonly TrainingEvent[];
  subscribe(listener: (event: TrainingEvent) => void): () => void;
  heard(): HeardReport;
  /** Resolves with `true` once the agent has been heard for `soundMs` in all, with `false` when the call ends before. */
  untilHeard(soundMs: number): Promise<boolean>;
  /** Says a WAV file; resolves when it has been said. */
  speak(speechFile: string): Promise<void>;
  /** Puts the agent on hold; `false` when the phone refuses. */
  hold(): Promise<boolean>;
  retrieve(): Promise<boolean>;
  /** CANCEL while ringing, BYE afterwards; nothing when the call is over. */
  hangUp(): void;
}
