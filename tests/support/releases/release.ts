import type { DeskState } from '../../../src/shared/domain/desk/desk-state.ts';

/** What every release can be told to do, and be asked, in the words of the first that was frozen. Add, never change. */

export interface LogLine {
  readonly event: string;
  readonly fields: object;
}

export interface ReleaseDeskOptions {
  /** The desk's data; kept over `close`. */
  readonly directory: string;
  /** Written into `desk.json`; absent = it is there. */
  readonly hubUrl?: string;
  readonly storeWorker: URL;
  readonly migrationsDirectory: string;
  /** Gets warnings and errors. */
  readonly log?: LogLine[];
  /** `segment-look-worker.ts` or its bundle; releases before it take none. */
  readonly lookWorker?: URL;
}

/** A desk host with its two pages in the test's hand. */
export interface ReleaseDesk {
  state(): DeskState;
  until(what: string, isIt: (state: DeskState) => boolean): Promise<DeskState>;
  /** A person signs in with the tests' password. */
  signIn(workNo?: string): Promise<void>;
  /** 签入, then a break. */
  goOnDuty(): Promise<void>;
  takeBreak(): Promise<void>;
  /** A call that is answered, recorded and ended. */
  takeCall(): Promise<{ readonly callId: string; readonly recordingId: string }>;
  missCall(): Promise<string>;
  saveTicket(
    content: string,
    call?: { readonly callId: string; readonly recordingId: string } | null,
  ): Promise<TicketKey>;
  closeTicket(ticket: TicketKey, content: string): Promise<void>;
  /** `content` of the ticket as the desk shows it; `null` = it has none. */
  ticketContent(ticketId: string): Promise<string | null>;
  keepDraft(draftKey: string, content: string): Promise<void>;
  draftContent(draftKey: string): Promise<string | null>;
  /** The person's calls as the desk lists them: id, and state of the recording. */
  calls(): Promise<readonly ShownCall[]>;
  /** The small call bar of the window settings, set if given. */
  callBar(mode?: 'always' | 'never'): Promise<string>;
  close(): Promise<void>;
}

export interface ShownCall {
  readonly callId: string;
  readonly recording: string | null;
}

export interface TicketKey {
  readonly ticketId: string;
  readonly ticketNo: string;
}

export interface ReleaseHubOptions {
  readonly dataFolder: string;
  readonly port?: number;
  readonly log?: LogLine[];
  /** `segment-look-worker.ts` or its bundle; releases before it take none. */
  readonly lookWorker?: URL;
}

export interface ReleaseHub {
  readonly url: string;
  readonly port: number;
  /** As the lead sees them. */
  calls(): Promise<readonly ShownCall[]>;
  /** As a colleague's desk gets them. */
  tickets(): Promise<
    readonly { readonly ticketId: string; readonly content: string; readonly state: string }[]
  >;
  close(): Promise<void>;
}
