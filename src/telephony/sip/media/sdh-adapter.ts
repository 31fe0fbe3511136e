import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { AppError } from '../../../shared/app-error.ts';
import type { MediaDirection, MediaSession } from '../../core/media-port.ts';
import { livingAudio, findAudioLine } from '../../core/sdp/audio-line.ts';
import { refusedMedia } from '../sip-errors.ts';
import { type Sdp, type SdpMedia, attributeOf, readSdp } from '../../core/sdp/sdp-text.ts';

const sdpType = 'application/sdp';

/** What the call that the descriptions belong to wants to know of them. */
export interface DescriptionNews {
  readonly onFarHold: (held: boolean) => void;
  /** The first offer and answer are exchanged: there is something to talk over. */
  readonly onAgreed: () => void;
  /** The first description of the far side cannot be talked over, or none of ours made; told before sip.js hears of it and ends the call. */
  readonly onRefused: (error: AppError) => void;
  /** An offer of the far side in a running call cannot be talked over; what was agreed before stands. */
  readonly onChangeRefused: (error: AppError) => void;
}

/**
 * Fits core's media port to sip.js, which asks for descriptions without saying which side of offer/answer it is on.
 * `prepare` makes the answer to an INVITE while it still rings, so that answering only sends it.
 */
export class SdhAdapter implements SessionDescriptionHandler {
  /** What our next description asks for: `sendonly` to hold. */
  direction: MediaDirection = 'sendrecv';
  /** The next offer gathers anew and restarts ICE (RFC 8445 §9). */
  iceRestart = false;
  news: DescriptionNews = { onFarHold() {}, onAgreed() {}, onRefused() {}, onChangeRefused() {} };

  readonly #media: MediaSession;
  #prepared: { readonly offer: string; readonly answer: Promise<string> } | null = null;
  /** Made from an offer of the far side, not yet asked for. */
  #answer: string | null = null;
  #hasOffered = false;
  #hasOfferedRestart = false;
  #begun = false;
  #isAgreed = false;
  #refusal: AppError | null = null;

  constructor(media: MediaSession) {
    this.#media = media;
  }

  get isAgreed(): boolean {
    return this.#isAgreed;
  }

  /** An offer of ours is being made or waits for its answer: another one has to wait (RFC 3261 §14.2). */
  get isOffering(): boolean {
    return this.#hasOffered;
  }

  /** The answer that will be given; `null` when it is too late to prepare. Rejects when nobody can talk over the offer. */
  prepare(offer: string): Promise<string> | null {
    if (this.#begun) return null;
    const answer = this.#media.answerOffer(offer, 'sendrecv');
    // A 183 may carry it; sip.js then asks for nothing more.
    answer.then(
      () => (this.#isAgreed = true),
      () => {},
    );
    this.#prepared = { offer, answer };
    return answer;
  }

  /** Somebody else has answered than the media were made with: nothing is agreed until the next offer is. */
  startOver(): void {
    this.#isAgreed = false;
    this.#media.startOver();
  }

  async setDescription(sdp: string): Promise<void> {
    this.#begun = true;
    try {
      await (this.#hasOffered ? this.#takeAnswer(sdp) : this.#takeOffer(sdp));
    } catch (error) {
      this.#tellRefusal(error);
      throw error;
    }
    if (this.#isAgreed) return;
    this.#isAgreed = true;
    this.news.onAgreed();
  }

  async getDescription(): Promise<BodyAndContentType> {
    const answer = this.#answer;
    this.#answer = null;
    if (answer !== null) return { body: answer, contentType: sdpType };
    this.#hasOffered = true;
    const { direction, iceRestart } = this;
    this.iceRestart = false;
    this.#hasOfferedRestart = iceRestart;
    try {
      const body = await this.#media.createOffer({ direction, iceRestart });
      return { body, contentType: sdpType };
    } catch (error) {
      if (!this.#isAgreed) this.news.onRefused(refusedMedia(error));
      await this.rollbackDescription();
      throw error;
    }
  }

  /** An offer outside of INVITE (RFC 3311): resolves with our answer; rejects and changes nothing when it cannot be taken. */
  async answerUpdate(offer: string): Promise<string> {
    try {
      const answer = await this.#media.answerOffer(offer, this.direction);
      this.news.onFarHold(isHolding(offer, livingAudio(answer)));
      return answer;
    } catch (error) {
      this.#tellRefusal(error);
      throw error;
    }
  }

  hasDescription(contentType: string): boolean {
    return contentType === sdpType;
  }

  async rollbackDescription(): Promise<void> {
    this.#answer = null;
    if (!this.#hasOffered) return;
    this.#hasOffered = false;
    // The restart is still owed: the next offer makes it.
    this.iceRestart ||= this.#hasOfferedRestart;
    await this.#media.rollback();
  }

  /** Why the last answer of a running call was not taken; asked once. */
  takeRefusal(): AppError | null {
    const refusal = this.#refusal;
    this.#refusal = null;
    return refusal;
  }

  sendDtmf(tones: string): boolean {
    return this.#media.sendDtmf(tones);
  }

  close(): void {
    this.#begun = true;
    this.#media.close();
  }

  #tellRefusal(error: unknown): void {
    const refusal = refusedMedia(error);
    if (this.#isAgreed) this.news.onChangeRefused(refusal);
    else this.news.onRefused(refusal);
  }

  async #takeOffer(sdp: string): Promise<void> {
    const answer =
      this.#prepared?.offer === sdp
        ? this.#prepared.answer
        : this.#media.answerOffer(sdp, this.direction);
    this.#prepared = null;
    this.#answer = await answer;
    this.news.onFarHold(isHolding(sdp, livingAudio(this.#answer)));
  }

  /** sip.js would end a running call whose re-INVITE is answered badly; what was agreed before it goes on instead. */
  async #takeAnswer(sdp: string): Promise<void> {
    try {
      await this.#media.acceptAnswer(sdp);
      this.#hasOffered = false;
      this.news.onFarHold(isHolding(sdp));
    } catch (error) {
      if (!this.#isAgreed) throw error;
      this.#refusal = refusedMedia(error);
      await this.rollbackDescription();
    }
  }
}

const directions = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;

/** Direction of the audio line of an SDP, as its sender sees it; `sendrecv` unless it says otherwise. */
export function sdpDirection(text: string): MediaDirection {
  const sdp = readSdp(text);
  return directionOf(sdp, audioOf(sdp, null));
}

/**
 * Has the sender of this SDP put us on hold (RFC 3264 §8.4)? `current` is where the call's audio line stands. The old way is
 * the address 0.0.0.0; with the discard port 9 it says only that candidates tell the address (RFC 8839 §4.1.3).
 */
export function isHolding(text: string, current: number | null = null): boolean {
  const sdp = readSdp(text);
  const audio = audioOf(sdp, current);
  const direction = directionOf(sdp, audio);
  if (direction === 'sendonly' || direction === 'inactive') return true;
  const lines = [...(audio?.lines ?? []), ...sdp.session];
  return lines.find((line) => line.startsWith('c=')) === 'c=IN IP4 0.0.0.0' && audio?.port !== 9;
}

function audioOf(sdp: Sdp, current: number | null): SdpMedia | undefined {
  return sdp.media[findAudioLine(sdp, current).index];
}

function directionOf(sdp: Sdp, audio: SdpMedia | undefined): MediaDirection {
  const saidIn = (lines: readonly string[]) =>
    directions.find((name) => attributeOf(lines, name) !== null);
  return saidIn(audio?.lines ?? []) ?? saidIn(sdp.session) ?? 'sendrecv';
}
