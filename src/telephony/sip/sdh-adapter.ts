import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { MediaDirection, MediaSession } from '../core/media-port.ts';
import { isHolding } from './sdp-direction.ts';

const sdpType = 'application/sdp';

/**
 * Fits core's media port to sip.js, which asks for descriptions without saying which side of offer/answer it is on.
 * `prepare` makes the answer to an INVITE while it still rings, so that answering only sends it.
 */
export class SdhAdapter implements SessionDescriptionHandler {
  /** What our next description asks for: `sendonly` to hold. */
  direction: MediaDirection = 'sendrecv';
  /** The next offer gathers anew and restarts ICE (RFC 8445 §9). */
  iceRestart = false;
  /** The far side's offer cannot be answered; told before sip.js hears of it, which would refuse the call with 480. */
  onOfferRefused: () => void = () => {};

  readonly #media: MediaSession;
  readonly #onFarHold: (held: boolean) => void;
  #prepared: { readonly offer: string; readonly answer: Promise<string> } | null = null;
  #answer: Promise<string> | null = null;
  #hasOffered = false;
  #hasOfferedRestart = false;
  #begun = false;

  constructor(media: MediaSession, onFarHold: (held: boolean) => void) {
    this.#media = media;
    this.#onFarHold = onFarHold;
  }

  /** The answer that will be given; `null` when it is too late to prepare. Failure shows when the call is answered. */
  prepare(offer: string): Promise<string> | null {
    if (this.#begun) return null;
    const answer = this.#media.answerOffer(offer, 'sendrecv');
    answer.catch(() => {});
    this.#prepared = { offer, answer };
    return answer;
  }

  async setDescription(sdp: string): Promise<void> {
    this.#begun = true;
    if (this.#hasOffered) {
      await this.#media.acceptAnswer(sdp);
      this.#hasOffered = false;
    } else {
      this.#answer =
        this.#prepared?.offer === sdp
          ? this.#prepared.answer
          : this.#media.answerOffer(sdp, this.direction);
      this.#prepared = null;
      try {
        await this.#answer;
      } catch (error) {
        this.onOfferRefused();
        throw error;
      }
    }
    this.#onFarHold(isHolding(sdp));
  }

  async getDescription(): Promise<BodyAndContentType> {
    const answer = this.#answer;
    this.#answer = null;
    if (answer) return { body: await answer, contentType: sdpType };
    this.#hasOffered = true;
    const { direction, iceRestart } = this;
    this.iceRestart = false;
    this.#hasOfferedRestart = iceRestart;
    return { body: await this.#media.createOffer({ direction, iceRestart }), contentType: sdpType };
  }

  hasDescription(contentType: string): boolean {
    return contentType === sdpType;
  }

  async rollbackDescription(): Promise<void> {
    if (!this.#hasOffered) return;
    this.#hasOffered = false;
    // The restart is still owed: the next offer makes it.
    this.iceRestart ||= this.#hasOfferedRestart;
    await this.#media.rollback();
  }

  sendDtmf(tones: string): boolean {
    return this.#media.sendDtmf(tones);
  }

  close(): void {
    this.#begun = true;
    this.#media.close();
  }
}
