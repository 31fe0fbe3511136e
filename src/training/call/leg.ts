import { type CitizenMedia, type Direction, createCitizenMedia } from '../media/citizen-media.ts';
import type { SipConnection } from '../sip/connection.ts';
import { type Dialog, dialogHeaders, nextRequest } from '../sip/dialog.ts';
import type { SipResponse } from '../sip/sip-message.ts';
import { type SipHeader, formatRequest, sdpContent } from '../sip/sip-text.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import { type LegDeps, contactOf, newBranch, viaOf } from './leg-deps.ts';
import type { CallEnd, TrainingCall } from './training-call.ts';

/** State and acts that both kinds of calls share once there is a dialog. */
export interface Leg {
  readonly media: CitizenMedia;
  readonly log: CallLog;
  readonly extension: string;
  dialog(): Dialog | null;
  setDialog(dialog: Dialog): void;
  /** Requests go out by this socket; the phone may come back on another one in mid-call. */
  setConnection(connection: SipConnection): void;
  connection(): SipConnection;
  isOver(): boolean;
  /** Ends the call once and for all; later endings change nothing. */
  end(end: CallEnd): void;
  /** Begins to send, and says `speechFile` after a pause. */
  talk(speechFile: string | null, afterMs: number): Promise<void>;
  acknowledge(response: SipResponse): void;
  sendBye(): void;
  /** What holds for every call; the two kinds add how they hang up. */
  face(own: Pick<TrainingCall, 'direction' | 'dialled' | 'ticketNo' | 'hangUp'>): TrainingCall;
}

export interface LegOptions {
  readonly sipCallId: string;
  readonly extension: string;
  readonly connection: SipConnection;
}

/** The common half of a call. Its sound is open from the start, its mouth is not. */
export function createLeg(deps: LegDeps, options: LegOptions): Leg {
  const { sipCallId, extension } = options;
  const log = createCallLog(deps.nowMs);
  const media = createCitizenMedia({
    monotonicMs: deps.monotonicMs,
    onHeard: (report) => log.noteHeard(report),
    onKey: (key) => log.note('key', key),
  });
  let lastConnection = options.connection;
  let dialog: Dialog | null = null;
  let pause: NodeJS.Timeout | null = null;
  const isOver = () => log.hasHappened('ended');
  const connection = () =>
    lastConnection.isOpen() ? lastConnection : (deps.connectionOf(extension) ?? lastConnection);

  function requestText(method: string, branch: string, cseq: number, body: string): string {
    if (dialog === null) throw new Error(`${method} before there is a dialog`);
    const parts = { via: viaOf(deps, branch), contact: contactOf(deps), cseq };
    const content: SipHeader[] = body === '' ? [] : [sdpContent];
    return formatRequest(
      method,
      dialog.remoteTarget,
      [...dialogHeaders(dialog, method, parts), ...content],
      body,
    );
  }

  function acknowledge(response: SipResponse): void {
    connection().send(requestText('ACK', newBranch(deps), response.cseq, ''));
    if (!log.hasHappened('acknowledged')) log.note('acknowledged');
  }

  function request(method: string, body: string): Promise<SipResponse | null> {
    if (dialog === null || isOver()) return Promise.resolve(null);
    dialog = nextRequest(dialog);
    const branch = newBranch(deps);
    const text = requestText(method, branch, dialog.localCseq, body);
    return new Promise((done) => {
      deps.exchange.send(connection(), {
        branch,
        method,
        text,
        onOutcome: (outcome) => done(typeof outcome === 'string' ? null : outcome),
      });
    });
  }

  async function reinvite(direction: Direction): Promise<boolean> {
    const response = await request('INVITE', await media.createOffer(direction));
    if (response === null) return false;
    acknowledge(response);
    if (response.status >= 300) return false;
    await media.acceptAnswer(response.body);
    log.note(direction === 'sendrecv' ? 'retrievedByCitizen' : 'heldByCitizen');
    return true;
  }

  async function say(speechFile: string): Promise<void> {
    const speech = await deps.loadSpeech(speechFile);
    if (isOver()) return;
    log.note('speechBegan');
    await media.speak(speech);
    if (!isOver()) log.note('speechEnded');
  }

  return {
    media,
    log,
    extension,
    dialog: () => dialog,
    setDialog: (next) => {
      dialog = next;
    },
    setConnection: (next) => {
      lastConnection = next;
    },
    connection,
    isOver,
    end(how) {
      if (isOver()) return;
      if (pause !== null) clearTimeout(pause);
      log.noteEnd(how);
      void media.close();
    },
    async talk(speechFile, afterMs) {
      media.setSilenced(deps.faults().oneWayAudio);
      media.startSending();
      if (speechFile === null) return;
      await new Promise<void>((done) => {
        pause = setTimeout(done, afterMs);
      });
      await say(speechFile);
    },
    acknowledge,
    sendBye() {
      void request('BYE', '');
    },
    face: (own) => ({
      ...own,
      sipCallId,
      ringing: log.ringing,
      answered: log.answered,
      ended: log.ended,
      events: log.events,
      subscribe: log.subscribe,
      heard: media.heard,
      untilHeard: log.untilHeard,
      speak: say,
      hold: () => reinvite('sendonly'),
      retrieve: () => reinvite('sendrecv'),
    }),
  };
}
