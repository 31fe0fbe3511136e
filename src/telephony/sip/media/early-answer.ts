import type { Core, Invitation } from 'sip.js';
import type { AppError } from '../../../shared/app-error.ts';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { MediaSession } from '../../core/media-port.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { answerPrack, createReliableProvisional } from './reliable-provisional.ts';
import type { SdhAdapter } from './sdh-adapter.ts';
import { refusedMedia } from '../sip-errors.ts';

/** Why media before the click is not tried again on this registration. */
export type EarlyAnswerFailure = 'noPrack' | 'noMedia' | 'notSent' | 'endedByPbx';

export interface EarlyAnswerOptions {
  readonly invitation: Invitation;
  readonly adapter: SdhAdapter;
  readonly media: Pick<MediaSession, 'whenConnected'>;
  /** Re-INVITE with ICE restart, once the call is answered. */
  readonly restart: () => Promise<void>;
  /** The offer cannot be answered: there is no use in letting it ring. */
  readonly onRefused: (error: AppError) => void;
}

/** Media of one inbound call before its click. */
export interface EarlyAnswer {
  /** Makes the answer and, where early media is wanted and works, sends it in a 183. An INVITE without an offer waits for the click. */
  begin(): void;
  /** RFC 3262 §3: a 200 waits for the PRACK of the description before it; half a second at most, `null` = not at all. */
  untilAnswerMayGo(): Promise<void> | null;
  /** After the 200: a path that has failed while it rang is set up again by a re-INVITE with ICE restart. */
  handleAnswered(): void;
}

/** What has been learnt about early media on this account. */
export interface EarlyAnswers {
  of(options: EarlyAnswerOptions): EarlyAnswer;
  /** Registered anew: perhaps another PBX, another network. */
  tryAgain(): void;
}

export interface EarlyAnswersDeps {
  readonly isWanted: boolean;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
}

/** ICE and DTLS take 60 ms on a LAN; what needs longer than this does not come any more. */
const connectWithinMs = 5000;

/**
 * The answer in a 183 while it rings (RFC 3261 §13.2.1), reliable where the caller can (RFC 3262), so that ICE and DTLS are
 * up before the click. The 200 repeats the very same description, as §13.3.1.4 wants it after a plain 183 and §13.2.1 allows
 * after a reliable one. Any failure leaves the ordinary answer, and the next calls of this registration use that at once.
 */
export function createEarlyAnswers(deps: EarlyAnswersDeps): EarlyAnswers {
  let isOn = deps.isWanted;
  const giveUp = (failure: EarlyAnswerFailure) => {
    if (!isOn) return;
    isOn = false;
    deps.logger.warn('sip.earlyAnswerOff', { failure });
  };
  return {
    of: (options) => createEarlyAnswer(options, { ...deps, isOn: () => isOn, giveUp }),
    tryAgain() {
      isOn = deps.isWanted;
    },
  };
}

interface EarlyAnswerDeps extends EarlyAnswersDeps {
  readonly isOn: () => boolean;
  readonly giveUp: (failure: EarlyAnswerFailure) => void;
}

function createEarlyAnswer(options: EarlyAnswerOptions, deps: EarlyAnswerDeps): EarlyAnswer {
  const { invitation, adapter, media } = options;
  const isRinging = () => invitation.state === 'Initial';
  const reliable = createReliableProvisional(invitation, {
    setTimer: deps.setTimer,
    onSilence: () => deps.giveUp('noPrack'),
  });
  let hasFailed = false;
  let isAnswered = false;
  const restart = () => inBackground(options.restart(), deps.logger, 'sip.reviveFailed');

  const watchMedia = () => {
    const judge = (isConnected: boolean) => {
      cancel();
      if (isConnected || isOver(invitation)) return;
      hasFailed = true;
      deps.giveUp('noMedia');
      if (isAnswered) restart();
    };
    const cancel = deps.setTimer(() => isRinging() && deps.giveUp('noMedia'), connectWithinMs);
    inBackground(media.whenConnected().then(judge), deps.logger, 'sip.earlyAnswerFailed');
  };
  const send = async (answer: Promise<string>) => {
    const body = { body: await answer, contentType: 'application/sdp' };
    if (!isRinging() || !deps.isOn()) return;
    const dialog = reliable.isWanted
      ? await reliable.send(body)
      : await sendPlain(invitation, body);
    if (!dialog) return;
    dialog.delegate = {
      onPrack: (request) => answerPrack(request, reliable, adapter, deps.logger),
      onBye: (request) => {
        request.accept();
        deps.giveUp('endedByPbx');
        if (isRinging())
          inBackground(invitation.reject({ statusCode: 487 }), deps.logger, 'sip.rejectFailed');
      },
    };
    watchMedia();
  };

  return {
    begin() {
      const offer = invitation.request.body;
      const answer = offer === '' ? null : adapter.prepare(offer);
      answer?.catch((error: unknown) => isRinging() && options.onRefused(refusedMedia(error)));
      if (answer === null || !deps.isOn() || reliable.isDemanded) return;
      send(answer).catch(() => isRinging() && deps.giveUp('notSent'));
    },
    untilAnswerMayGo: () => reliable.untilAcknowledged(),
    handleAnswered() {
      reliable.stop();
      const delegate = invitation.dialog?.delegate;
      /** sip.js knows no PRACK that is late; without an answer it would be sent again and again. */
      if (delegate)
        delegate.onPrack = (request) => answerPrack(request, reliable, adapter, deps.logger);
      isAnswered = true;
      if (hasFailed) restart();
    },
  };
}

async function sendPlain(
  invitation: Invitation,
  body: { readonly body: string; readonly contentType: string },
): Promise<Core.Session | undefined> {
  await invitation.progress({ statusCode: 183, body });
  return invitation.dialog;
}

function isOver({ state }: Invitation): boolean {
  return state === 'Terminating' || state === 'Terminated';
}
