import type { PhoneConfig } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import type { LossKind } from '../../core/registration.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';

export interface LineSocketDeps {
  /** Opens a socket to `serverUrl()`; rejects when it could not be opened. */
  readonly open: () => Promise<void>;
  /** Closes the socket there is. */
  readonly drop: (reason: string) => void;
  readonly diagnose: SipPhoneDeps['diagnose'];
  /** Before a socket is left for another: what belongs to it ends. */
  readonly onLeave: () => void;
  readonly onLoss: (code: ErrorCode, how: LossKind) => void;
  readonly onDiagnosed: (code: ErrorCode) => void;
}

/** The one socket of a line, to one of its addresses at a time. */
export class LineSocket {
  readonly #addresses: readonly string[];
  readonly #deps: LineSocketDeps;
  #address = 0;
  #attempt = 0;
  #isMoving = false;
  #isStopped = false;
  #diagnosis: ErrorCode = 'sip.connectionLost';
  #loss: LossKind = 'closed';

  constructor({ serverUrl, fallbackUrls }: PhoneConfig, deps: LineSocketDeps) {
    this.#addresses = [serverUrl, ...fallbackUrls];
    this.#deps = deps;
  }

  /** How many addresses there are, the main one first. */
  get count(): number {
    return this.#addresses.length;
  }

  /** Index of the address in use or being tried. */
  get address(): number {
    return this.#address;
  }

  get serverUrl(): string {
    return this.#addresses[this.#address] ?? '';
  }

  async connect(to: number): Promise<void> {
    this.leave('moved');
    this.#address = to;
    this.#attempt += 1;
    const attempt = this.#attempt;
    const url = this.serverUrl;
    try {
      await this.#deps.open();
    } catch {
      if (this.#isStopped || attempt !== this.#attempt) return;
      this.#deps.onLoss(this.#diagnosis, 'silent');
      this.#diagnosis = await this.#deps.diagnose(url);
      if (attempt === this.#attempt) this.#deps.onDiagnosed(this.#diagnosis);
    }
  }

  /** Closes it as lost. */
  drop(reason: string, how: LossKind = 'closed'): void {
    this.#loss = how;
    this.#deps.drop(reason);
  }

  /** Leaves the socket in use without a word of a loss: what follows is already decided. */
  leave(reason: string): void {
    this.#isMoving = true;
    this.#deps.onLeave();
    this.drop(reason);
    this.#isMoving = false;
  }

  handleOpened(): void {
    this.#diagnosis = 'sip.connectionLost';
    this.#loss = 'closed';
  }

  handleClosed(): void {
    if (!this.#isMoving) this.#deps.onLoss('sip.connectionLost', this.#loss);
  }

  /** What is under way is not told any more. */
  stop(): void {
    this.#isStopped = true;
  }
}
