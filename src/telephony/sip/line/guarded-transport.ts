import { EmitterImpl, type Transport, TransportState } from 'sip.js';
import type { Logger } from '../../../shared/logger.ts';
import { inBackground } from '../../core/in-background.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import type { OpenSipSocket, SipSocket } from './sip-socket.ts';
import { type Allowance, createAllowance } from '../wire/allowance.ts';
import { type FrameCheck, checkFrame } from '../wire/check-frame.ts';
import type { FindRequest } from '../wire/answer-text.ts';
import { restoreOutgoing } from '../wire/restore-outgoing.ts';

export interface GuardedTransportOptions {
  /** Address for the next socket: the PBX may have several. */
  readonly serverUrl: () => string;
  readonly openSocket: OpenSipSocket;
  readonly setTimer: SetTimer;
  readonly logger: Logger;
  /** Any frame from the PBX: proof that the socket is alive. */
  readonly onTraffic: () => void;
  /** What of ours waits for an answer. */
  readonly findRequest: FindRequest;
  /** How many calls sip.js has handed over since it began. */
  readonly callsTaken: () => number;
  /** A call was refused before it could ring, for its form or by sip.js; `rule` names what was wrong. */
  readonly onCallLost: (rule: string) => void;
}

const connectLimitMs = 10_000;

/** A server transaction lives for 64 × T1 after its answer (RFC 3261 §17.2): so many calls may live at once, and so many others. */
const transactionLifeMs = 32_000;
const maxTransactions = 200;
const maxAnswersPerSecond = 50;

/**
 * sip.js's transport over one socket at a time. It never reconnects by itself (the registration machine does), lets no
 * frame through that the guard refuses (`wire/`), starts only so many transactions for one socket, and lets no exception
 * out of the socket's handlers.
 */
export class GuardedTransport implements Transport {
  readonly stateChange = new EmitterImpl<TransportState>();
  onConnect: (() => void) | undefined;
  onDisconnect: ((error?: Error) => void) | undefined;
  onMessage: ((message: string) => void) | undefined;

  readonly #options: GuardedTransportOptions;
  readonly #newCalls: Allowance;
  readonly #transactions: Allowance;
  readonly #answers: Allowance;
  #state = TransportState.Disconnected;
  #socket: SipSocket | null = null;
  #lastRefusal = 0;
  #hasAnswered = false;
  #connecting: { promise: Promise<void>; settle: (error?: Error) => void } | null = null;

  /** The first parameter is sip.js's own logger; its lines hold numbers and are not used. */
  constructor(_logger: unknown, options: GuardedTransportOptions) {
    this.#options = options;
    this.#newCalls = createAllowance(options.setTimer, maxTransactions, transactionLifeMs);
    this.#transactions = createAllowance(options.setTimer, maxTransactions, transactionLifeMs);
    this.#answers = createAllowance(options.setTimer, maxAnswersPerSecond, 1000);
  }

  /** For the Via header (RFC 7118 §5.2). */
  get protocol(): string {
    return this.#options.serverUrl().startsWith('wss:') ? 'WSS' : 'WS';
  }

  get state(): TransportState {
    return this.#state;
  }

  isConnected(): boolean {
    return this.#state === TransportState.Connected;
  }

  connect(): Promise<void> {
    if (this.isConnected()) return Promise.resolve();
    if (this.#connecting) return this.#connecting.promise;
    this.#transition(TransportState.Connecting);
    const promise = this.#beginConnecting();
    const socket: SipSocket = this.#options.openSocket(this.#options.serverUrl(), {
      onOpen: () => this.#ifCurrent(socket, () => this.#opened()),
      onFrame: (data) => this.#ifCurrent(socket, () => this.#receive(data)),
      onClose: () => this.#ifCurrent(socket, () => this.drop('socket closed')),
    });
    this.#socket = socket;
    return promise;
  }

  disconnect(): Promise<void> {
    this.#close(undefined);
    return Promise.resolve();
  }

  dispose(): Promise<void> {
    return this.disconnect();
  }

  /** Gives the socket up at once, without waiting for a closing handshake that a dead peer never answers. */
  drop(reason: string): void {
    this.#close(new Error(reason));
  }

  send(message: string): Promise<void> {
    if (!this.#socket || !this.isConnected()) return Promise.reject(new Error('not connected'));
    this.#lastRefusal = refusalOfInvite(message) ?? this.#lastRefusal;
    this.#hasAnswered ||= /^SIP\/2\.0 [2-6]/.test(message);
    try {
      this.#socket.send(restoreOutgoing(message));
      return Promise.resolve();
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error('send failed'));
    }
  }

  #beginConnecting(): Promise<void> {
    let stopTimer = () => {};
    const promise = new Promise<void>((resolve, reject) => {
      const settle = (error?: Error) => {
        stopTimer();
        this.#connecting = null;
        if (error) reject(error);
        else resolve();
      };
      this.#connecting = { promise: Promise.resolve(), settle };
    });
    if (this.#connecting) this.#connecting.promise = promise;
    stopTimer = this.#options.setTimer(() => this.drop('connect timed out'), connectLimitMs);
    return promise;
  }

  #opened(): void {
    this.#transition(TransportState.Connected);
    this.#connecting?.settle();
    this.#guarded('onConnect', () => this.onConnect?.());
  }

  #receive(data: unknown): void {
    this.#options.onTraffic();
    const check = this.#admitted(checkFrame(data, this.#options.findRequest));
    if (check.kind === 'message') return this.#handOver(check);
    if (check.kind !== 'refused') return;
    this.#options.logger.warn('sip.frameRefused', { rule: check.rule });
    this.#answer(check.answer);
    if (check.isNewCall) this.#options.onCallLost(check.rule);
  }

  /** A request that is not answered would be sent again and again; a call that is not rung either would be lost without a word. */
  #handOver({ text, failure, isNewCall }: Extract<FrameCheck, { readonly kind: 'message' }>): void {
    const taken = this.#options.callsTaken();
    this.#lastRefusal = 0;
    this.#hasAnswered = false;
    const threw = !this.#guarded('onMessage', () => this.onMessage?.(text));
    const isTaken = this.#options.callsTaken() !== taken;
    if (threw && !this.#hasAnswered && !(isNewCall && isTaken)) this.#answer(failure);
    if (!isNewCall || isTaken) return;
    if (threw) this.#options.onCallLost('threw');
    // 482: a copy of a call that rings already (RFC 3261 §8.2.2.2).
    else if (this.#lastRefusal !== 0 && this.#lastRefusal !== 482)
      this.#options.onCallLost(String(this.#lastRefusal));
  }

  #answer(text: string | null): void {
    if (text !== null && this.#answers.take())
      inBackground(this.send(text), this.#options.logger, 'sip.answerFailed');
  }

  /** A flood of requests would leave sip.js with a transaction and its timers for each. New calls and the rest do not starve each other. */
  #admitted(check: FrameCheck): FrameCheck {
    if (check.kind !== 'message' || check.overload === null) return check;
    const { overload: answer, isNewCall } = check;
    if ((isNewCall ? this.#newCalls : this.#transactions).take()) return check;
    return { kind: 'refused', rule: 'tooMany', answer, isNewCall };
  }

  #close(error: Error | undefined): void {
    if (this.#state === TransportState.Disconnected) return;
    const wasConnected = this.isConnected();
    const socket = this.#socket;
    this.#socket = null;
    this.#newCalls.clear();
    this.#transactions.clear();
    this.#answers.clear();
    if (wasConnected) this.#transition(TransportState.Disconnecting);
    this.#guarded('close', () => socket?.close());
    this.#transition(TransportState.Disconnected);
    this.#connecting?.settle(error ?? new Error('given up'));
    if (wasConnected) this.#guarded('onDisconnect', () => this.onDisconnect?.(error));
  }

  #transition(state: TransportState): void {
    this.#state = state;
    this.#guarded('stateChange', () => this.stateChange.emit(state));
  }

  /** Events of a socket that was given up are nobody's any more. */
  #ifCurrent(socket: SipSocket, run: () => void): void {
    if (this.#socket === socket) run();
  }

  #guarded(where: string, run: () => void): boolean {
    try {
      run();
      return true;
    } catch (error) {
      this.#options.logger.error('sip.handlerThrew', {
        where,
        name: error instanceof Error ? error.name : 'unknown',
      });
      return false;
    }
  }
}

/** Status of a final refusal of an INVITE that we send. */
function refusalOfInvite(message: string): number | null {
  if (!/^SIP\/2\.0 [3-6]/.test(message) || !/^CSeq: \d+ INVITE\r$/im.test(message)) return null;
  return Number(message.slice(8, 11));
}
