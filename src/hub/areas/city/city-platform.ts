import type {
  ApplicationKind,
  ReplyChannel,
  AttachedFile,
  AttachmentType,
  SolvedAnswer,
} from '../../../shared/domain/tickets/ticket-work.ts';
import type { ExchangeState } from '../../../shared/domain/city/city-exchange.ts';
import type { TicketKind } from '../../../shared/domain/tickets/ticket.ts';

/** Who dispatches to us as the city does. */
export type DispatchSystem = 'city' | 'linkage110';

/** What every message of the city platform says. Times are epoch milliseconds. */
interface CitySaid {
  readonly cityNo: string;
  /** When the city said it. */
  readonly saidAt: number;
}

/** What a dispatch asks of us, in our codes. */
export interface CityDemand {
  readonly dispatchedAt: number;
  /** As the city gave it; `null` = it gave none. */
  readonly dueAt: number | null;
  /** The limit in the city's words, e.g. `5 工作日`; `''` = none were given. */
  readonly limit: string;
  readonly kind: TicketKind | null;
  readonly categoryCode: string | null;
  readonly district: string | null;
  readonly address: string;
  readonly content: string;
  readonly requesterName: string;
  readonly requesterNumber: string;
  /** An office has named us: the ticket may not be returned. */
  readonly appointed: boolean;
  readonly urgent: boolean;
  readonly confidential: boolean;
}

/** One message of the city platform. */
export type CityMessage = CitySaid &
  (
    | { readonly kind: 'dispatch'; readonly demand: CityDemand }
    | { readonly kind: 'returnAnswered'; readonly agrees: boolean; readonly words: string }
    | {
        readonly kind: 'applicationAnswered';
        /** Ours, as it was sent. */
        readonly applicationId: string;
        readonly agrees: boolean;
        readonly words: string;
        /** The new outer deadline; `null` = it stays. */
        readonly dueAt: number | null;
      }
    | { readonly kind: 'rework'; readonly reason: string; readonly dueAt: number | null }
    | { readonly kind: 'confirmed' }
    | { readonly kind: 'rejected'; readonly reason: string }
  );
export const cityMessageKinds = [
  'dispatch',
  'returnAnswered',
  'applicationAnswered',
  'rework',
  'confirmed',
  'rejected',
] as const satisfies readonly CityMessage['kind'][];

/** Why a message is not carried out. `detail` names a field with its code, or a code of the flow; never a citizen's words. */
export interface CityFault {
  readonly reason:
    | 'unreadable'
    | 'unknownCode'
    | 'noTicket'
    | 'notNow'
    | 'overtaken'
    | 'known'
    | 'unreachable'
    | 'refusedByCity'
    | 'refusedByPartner'
    | 'internal';
  readonly detail: string;
}

/** A message as it was read, or why it could not be. What stands about it in any case is kept in the ledger. */
export type CityReading =
  | { readonly ok: true; readonly message: CityMessage }
  | {
      readonly ok: false;
      readonly fault: CityFault;
      readonly kind: string;
      readonly cityNo: string | null;
    };

/** A file that came with a message: its bytes, or why there are none. */
export interface IncomingFile {
  readonly fileName: string;
  readonly bytes: Buffer | null;
  /** As the message says; `null` = it says none. */
  readonly sha256: string | null;
  /** Instead of bytes; `''` = none. Never followed. */
  readonly link: string;
  /** A key of `fileFaultWords`; `null` = none so far. */
  readonly fault: string | null;
}

/** One message as it came. */
export interface CityEnvelope {
  /** The city's id, or one that is made of the text where it has none. */
  readonly messageId: string;
  /** Where to go on reading behind it; `''` = an adapter that reads whole. */
  readonly place: string;
  /** JSON, as the platform's `read` takes it; of files it has names and hashes, never the bytes. */
  readonly raw: string;
  /** In their order; absent = none. */
  readonly files?: readonly IncomingFile[];
}

/** What became of a message. */
export interface Received {
  readonly state: ExchangeState;
  readonly fault: CityFault | null;
  /** The ticket that it opened or changed; `null` = nothing has changed. */
  readonly changed: string | null;
  /** Files that were not taken, each with why; absent = there are none. */
  readonly notTaken?: readonly string[];
}

/** What we tell the city platform. `exchangeId` is ours: the same id is the same report. */
export type CityReport = {
  readonly exchangeId: string;
  readonly cityNo: string;
  readonly ticketNo: string;
  readonly at: number;
} & (
  | { readonly kind: 'signed'; readonly byWorkNo: string }
  /** To 110: it stays theirs. */
  | { readonly kind: 'notAccepted'; readonly reason: string }
  | { readonly kind: 'returnAsked'; readonly reason: string; readonly suggestedOwner: string }
  | {
      readonly kind: 'applicationSubmitted';
      readonly applicationId: string;
      readonly what: ApplicationKind;
      readonly reason: string;
      readonly basis: string;
      readonly newDueAt: number | null;
      readonly suggestedOwner: string;
    }
  | {
      readonly kind: 'resultSubmitted';
      readonly reply: string;
      readonly channel: ReplyChannel;
      /** What the department has reported; `''` = the desk has answered itself. */
      readonly handling: string;
      /** The citizen's word in the last call-back that reached her or him; `null` = none did. */
      readonly solved: SolvedAnswer | null;
      readonly satisfaction: number | null;
      /** Attachments that were chosen to go along; absent = none. */
      readonly files?: readonly AttachedFile[] | undefined;
    }
);
export const cityReportKinds = [
  'signed',
  'notAccepted',
  'returnAsked',
  'applicationSubmitted',
  'resultSubmitted',
] as const satisfies readonly CityReport['kind'][];

/** A copy of an attachment as it leaves, cleaned. */
export interface OutgoingFile {
  /** Ours: with the report's id, the same file. */
  readonly fileId: string;
  readonly fileName: string;
  readonly mediaType: AttachmentType;
  readonly bytes: Buffer;
}

/** What became of one report. `refused` = the city has read it and does not want it; `unreachable` = to be tried again. */
export type Delivery =
  | {
      readonly kind: 'taken';
      /** Files that the city does not want, by `fileId`, with its words or our code: the report is taken all the same. */
      readonly refusedFiles?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'refused' | 'unreachable'; readonly detail: string };

/** The city platform, or another system that dispatches as it does (110 linkage), however it is reached. `tests/contract/city` says what every adapter has to promise. */
export interface CityPlatform {
  /** The message in `raw`. Pure; also for what came long ago. */
  read(raw: string): CityReading;
  /** Messages behind `place` (`null` = from the first), oldest first, `[]` when there are none. Rejects when it cannot be reached. */
  fetch(place: string | null, signal: AbortSignal): Promise<readonly CityEnvelope[]>;
  /** Hands one report over, and then its files in their order; twice the same is one. Never rejects. */
  deliver(
    report: CityReport,
    signal: AbortSignal,
    files?: readonly OutgoingFile[],
  ): Promise<Delivery>;
  /** What became of what the last `fetch` gave, by `messageId` (`null` = it was there already): for adapters that say so to whom they have it from. */
  told?(outcomes: ReadonlyMap<string, Received | null>): Promise<void>;
}
