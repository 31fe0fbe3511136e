import { type CitizenMedia, createCitizenMedia } from '../media/citizen-media.ts';
import type { SipConnection } from '../sip/connection.ts';
import { type CallLog, createCallLog } from './call-log.ts';
import { type DialogRequests, createDialogRequests } from './dialog-requests.ts';
import type { LegDeps } from './leg-deps.ts';
import type { CallEnd, TrainingCall } from './training-call.ts';

/** What both kinds of calls share: sound, log, dialog, an end. */
export interface Leg extends DialogRequests {
  readonly media: CitizenMedia;
  readonly log: CallLog;
  isOver(): boolean;
  /** Ends the call once and for all; later endings change nothing. */
  end(end: CallEnd): void;
  /** Begins to send, and says `speechFile` after a pause. */
  talk(speechFile: string | null, afterMs: number): Promise<void>;
  /** The call for whoever watches it; the two kinds add what is their own. */
  face(own: OwnFace): TrainingCall;
}

export type OwnFace = Pick<TrainingCall, 'direction' | 'dialled' | 'ticketNo' | 'hangUp'>;

export interface LegOptions {
  readonly sipCallId: string;
  readonly extension: string;
  readonly connection: SipConnection;
}

/** A call that listens from the start and says nothing yet. */
export function createLeg(deps: LegDeps, options: LegOptions): Leg {
  const log = createCallLog(deps.nowMs);
  const media = createCitizenMedia({
    monotonicMs: deps.monotonicMs,
    onHeard: (report) => log.noteHeard(report),
    onKey: (key) => log.note('key', key),
  });
  const requests = createDialogRequests(deps, { ...options, media, log });
  const isOver = () => log.hasHappened('ended');

  async function say(speechFile: string): Promise<void> {
    const speech = await deps.loadSpeech(speechFile);
    if (isOver()) return;
    log.note('speechBegan');
    await media.speak(speech);
    if (!isOver()) log.note('speechEnded');
  }

  return {
    ...requests,
    media,
    log,
    isOver,
    end(how) {
      if (isOver()) return;
      log.noteEnd(how);
      void media.close();
    },
    async talk(speechFile, afterMs) {
      const { oneWayAudio, lossPercent } = deps.faults();
      media.setSilenced(oneWayAudio);
      media.setLoss(lossPercent);
      media.startSending();
      if (speechFile === null) return;
      await pause(afterMs, log.ended);
      if (!isOver()) await say(speechFile);
    },
    face: (own) => ({
      ...own,
      sipCallId: options.sipCallId,
      ringing: log.ringing,
      answered: log.answered,
      ended: log.ended,
      events: log.events,
      subscribe: log.subscribe,
      heard: media.heard,
      untilHeard: log.untilHeard,
      speak: say,
      hold: () => requests.reinvite('sendonly'),
      retrieve: () => requests.reinvite('sendrecv'),
    }),
  };
}

async function pause(ms: number, until: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((done) => {
    timer = setTimeout(done, ms);
  });
  await Promise.race([over, until]);
  clearTimeout(timer);
}
