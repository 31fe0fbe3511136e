import type { BodyAndContentType, Core, Invitation } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import type { SdhAdapter } from './sdh-adapter.ts';

export interface ReliableProvisionalDeps {
  readonly setTimer: SetTimer;
  /** No PRACK after several sendings; it goes on being sent until the call is answered or over. */
  readonly onSilence: () => void;
}

/** One reliable provisional response (RFC 3262 §3) with a description in it. */
export interface ReliableProvisional {
  /** The caller understands `100rel`. */
  readonly isWanted: boolean;
  /** The caller demands it of every provisional response. Nobody does in practice: answered at the click only. */
  readonly isDemanded: boolean;
  /** Sends it, and again at T1, 2·T1 … until it is acknowledged. */
  send(body: BodyAndContentType): Promise<Core.Session | undefined>;
  /** `false`: this PRACK is for something else. */
  acknowledge(rack: string | undefined): boolean;
  /** `null`: nothing is outstanding. */
  untilAcknowledged(): Promise<void> | null;
  stop(): void;
}

const t1Ms = 500;
const silentAfterMs = 3000;
const limitMs = 64 * t1Ms;
/** The citizen hears nothing meanwhile; a PBX that has not acknowledged by then has forgotten to. */
const answerWaitsMs = 500;

/**
 * sip.js has its own, which ends the call with 504 when the PRACK stays away. A call that rings and can be answered all the same
 * must not end for that.
 */
export function createReliableProvisional(
  invitation: Invitation,
  deps: ReliableProvisionalDeps,
): ReliableProvisional {
  const names = (header: string) => /\b100rel\b/i.test(invitation.request.getHeader(header) ?? '');
  const rseq = 1 + Math.trunc((invitation.request.cseq * 7919) % 9000);
  let cancel = () => {};
  let tellAcknowledged = () => {};
  let isOutstanding = false;
  const stop = () => {
    cancel();
    cancel = () => {};
  };
  const push = async (body: BodyAndContentType): Promise<Core.Session | undefined> => {
    const extraHeaders = ['Require: 100rel', `RSeq: ${rseq}`];
    await invitation.progress({ statusCode: 183, extraHeaders, body });
    return invitation.dialog;
  };
  const repeat = (body: BodyAndContentType, sentMs: number, delayMs: number) => {
    cancel = deps.setTimer(() => {
      const elapsedMs = sentMs + delayMs;
      if (elapsedMs >= silentAfterMs) deps.onSilence();
      if (!isOutstanding || invitation.state !== 'Initial' || elapsedMs >= limitMs) return;
      push(body).catch(stop);
      repeat(body, elapsedMs, delayMs * 2);
    }, delayMs);
  };

  return {
    isWanted: names('supported') || names('require'),
    isDemanded: names('require'),
    async send(body) {
      isOutstanding = true;
      const dialog = await push(body);
      repeat(body, 0, t1Ms);
      return dialog;
    },
    acknowledge(rack) {
      const [response, cseq] = (rack ?? '').trim().split(/\s+/).map(Number);
      if (response !== rseq || cseq !== invitation.request.cseq) return false;
      isOutstanding = false;
      stop();
      tellAcknowledged();
      return true;
    },
    untilAcknowledged() {
      if (!isOutstanding) return null;
      return new Promise((resolve) => {
        const cancelWait = deps.setTimer(resolve, answerWaitsMs);
        tellAcknowledged = () => {
          cancelWait();
          resolve();
        };
      });
    },
    stop,
  };
}

/** Answers a PRACK: 481 for one that acknowledges nothing of ours, and an offer in it by an answer (RFC 3262 §5). */
export function answerPrack(
  request: Core.IncomingPrackRequest,
  reliable: ReliableProvisional,
  adapter: SdhAdapter,
  logger: Logger,
): void {
  if (!reliable.acknowledge(request.message.getHeader('rack'))) {
    request.reject({ statusCode: 481 });
    return;
  }
  const offer = request.message.body;
  if (offer === '') {
    request.accept();
    return;
  }
  const answer = async () => {
    await adapter.setDescription(offer);
    const { body, contentType } = await adapter.getDescription();
    request.accept({
      statusCode: 200,
      body: { contentDisposition: 'session', contentType, content: body },
    });
  };
  inBackground(answer(), logger, 'sip.prackOfferFailed');
}
