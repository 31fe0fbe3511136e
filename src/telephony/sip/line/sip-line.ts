import type { Invitation, Session, SessionDescriptionHandler, UserAgent } from 'sip.js';
import { AppError } from '../../../shared/app-error.ts';
import type { PhoneConfig, RegistrationState } from '../../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { inBackground } from '../../core/in-background.ts';
import type { LossKind } from '../../core/registration.ts';
import type { SetTimer } from '../../core/set-timer.ts';
import { type AnswerUpdate, answerUpdates } from '../call/in-dialog-update.ts';
import type { SipPhoneDeps } from '../sip-phone-deps.ts';
import { answerChallenges } from './answer-challenges.ts';
import { type KeepAlive, createKeepAlive } from './keep-alive.ts';
import { LineSocket } from './line-socket.ts';
import { type MainAddressWatch, createMainAddressWatch } from './main-address-watch.ts';
import { type RegistrarClient, createRegistrarClient } from './registrar-client.ts';
import { type RegistrationRunner, createRegistrationRunner } from './registration-runner.ts';
import { createUserAgent, dropSocket, openSocket, ping } from './user-agent.ts';

/** What a line tells its calls and asks of them. */
export interface LineCalls {
  ring(invitation: Invitation): void;
  /** A call came that could not be rung. */
  handleCallLost(): void;
  /** The PBX can be reached again and knows us: re-INVITE what survived. */
  reviveAll(): void;
  /** The socket is gone; told once for each that had been open. */
  loseAll(): void;
  /** `null` = no call of ours. */
  readonly answerUpdate: AnswerUpdate;
  /** Where the running calls live: on the address in use, only elsewhere, or nowhere. */
  callsLive(address: number): 'here' | 'elsewhere' | 'nowhere';
  descriptionHandlerOf(session: Session): SessionDescriptionHandler;
}

/** Answers of the main address, 20 s apart, before a desk without calls goes back to it: no moving with each flap. */
const steadyAnswers = 3;

/** One account at one PBX: user agent, socket, registration and keep-alive. */
export class SipLine {
  readonly userAgent: UserAgent;
  readonly #config: PhoneConfig;
  readonly #deps: SipPhoneDeps;
  readonly #onState: (line: SipLine, state: RegistrationState) => void;
  readonly #socket: LineSocket;
  readonly #keepAlive: KeepAlive;
  readonly #registrar: RegistrarClient;
  readonly #mainWatch: MainAddressWatch;
  readonly #registration: RegistrationRunner;
  #calls: LineCalls | null = null;
  #isStopped = false;

  /** Fails with `config.incomplete` when the domain is none. */
  constructor(
    config: PhoneConfig,
    deps: SipPhoneDeps,
    onState: (line: SipLine, state: RegistrationState) => void,
  ) {
    const { clock, setTimer, logger } = deps;
    this.#config = config;
    this.#deps = deps;
    this.#onState = onState;
    this.#socket = new LineSocket(config, {
      open: () => openSocket(this.userAgent),
      drop: (reason) => dropSocket(this.userAgent, reason),
      diagnose: deps.diagnose,
      onLeave: () => this.#rest(),
      onLoss: (code, how) => this.#handleLoss(code, how),
      onDiagnosed: (code) => this.#registration.dispatch({ kind: 'diagnosed', code }),
    });
    this.userAgent = createUserAgent({
      ...deps,
      config,
      serverUrl: () => this.#socket.serverUrl,
      descriptionHandlerOf: (session) => this.#descriptionHandlerOf(session),
      onConnect: () => this.#handleOpened(),
      onDisconnect: () => this.#handleClosed(),
      onInvite: (invitation) => this.#calls?.ring(invitation),
      onCallLost: () => this.#calls?.handleCallLost(),
      onTraffic: () => this.#keepAlive.heard(),
    });
    const { prepare } = answerChallenges(this.userAgent, config);
    answerUpdates(this.userAgent, (request) => this.#calls?.answerUpdate(request) ?? null, logger);
    this.#keepAlive = createKeepAlive({
      setTimer,
      ping: () => this.#ping(),
      onDead: (how) => this.#socket.drop('half-open', how),
    });
    this.#registrar = createRegistrarClient({
      userAgent: this.userAgent,
      config,
      prepare,
      clock,
      setTimer,
      onAccepted: (accepted) =>
        this.#registration.dispatch({ kind: 'accepted', ...this.#moment(), ...accepted }),
      onRefused: (refused) =>
        this.#registration.dispatch({ kind: 'refused', ...this.#moment(), ...refused }),
      onSilence: () => this.#socket.drop('no answer to REGISTER', 'silent'),
    });
    this.#mainWatch = createMainAddressWatch({
      openSocket: deps.openSocket,
      setTimer,
      url: config.serverUrl,
      domain: config.domain,
      onServes: (answersInARow) => this.#handleMainServes(answersInARow),
    });
    this.#registration = createRegistrationRunner({
      connect: (to) => inBackground(this.#socket.connect(to), logger, 'sip.diagnoseFailed'),
      disconnect: () => this.#socket.leave('stopped'),
      register: () => this.#registrar.register(),
      reviveCalls: () => this.#calls?.reviveAll(),
      onState: (state) => this.#handleState(state),
      setTimer,
    });
  }

  isConnected(): boolean {
    return this.userAgent.transport.isConnected();
  }

  /** Index of the address in use or being tried: 0 is the main one. */
  address(): number {
    return this.#socket.address;
  }

  /** `calls`: what lives on this line. Nothing comes in before. */
  start(calls: LineCalls): void {
    this.#calls = calls;
    this.#registration.dispatch({ kind: 'start', addresses: this.#socket.count });
  }

  /** Proves the socket within 2 s, and the registration; what is under way starts afresh. */
  wake(): void {
    if (this.#isStopped) return;
    if (this.#isRegistered()) this.#keepAlive.wake();
    this.#registration.dispatch({ kind: 'woken' });
  }

  /** Unregisters if it can, then closes; waits at most `limitMs` for the PBX. */
  async stop(limitMs: number): Promise<void> {
    this.#isStopped = true;
    for (const part of [this.#socket, this.#mainWatch, this.#keepAlive]) part.stop();
    if (this.#isRegistered() && this.isConnected())
      await atMost(this.#registrar.unregister(), limitMs, this.#deps.setTimer);
    this.#registrar.abandon();
    this.#registration.dispatch({ kind: 'stop' });
    if (this.userAgent.state === 'Started') await this.userAgent.stop();
  }

  #isRegistered(): boolean {
    return this.#registration.state().kind === 'registered';
  }

  #moment() {
    const { clock, random } = this.#deps;
    return { at: clock.now(), upMs: clock.monotonicMs(), random: random() };
  }

  #ping(): void {
    ping(this.userAgent, this.#config, () =>
      this.#registration.dispatch({ kind: 'alive', at: this.#deps.clock.now() }),
    );
  }

  #rest(): void {
    this.#keepAlive.stop();
    this.#registrar.abandon();
  }

  #handleOpened(): void {
    this.#socket.handleOpened();
    this.#keepAlive.start();
    this.#registration.dispatch({ kind: 'socketOpened' });
  }

  #handleClosed(): void {
    this.#calls?.loseAll();
    this.#socket.handleClosed();
  }

  #handleLoss(code: ErrorCode, how: LossKind): void {
    this.#rest();
    this.#registration.dispatch({ kind: 'socketLost', how, code, ...this.#moment() });
  }

  #handleState(state: RegistrationState): void {
    if (state.kind === 'registered' && this.#socket.address !== 0) this.#mainWatch.start();
    else this.#mainWatch.stop();
    this.#onState(this, state);
  }

  /** Back to the main address: at once for a call that only that one has, else when it answers steadily and no call runs. */
  #handleMainServes(answersInARow: number): void {
    const live = this.#calls?.callsLive(this.#socket.address) ?? 'nowhere';
    const mayReturn =
      live === 'elsewhere' || (live === 'nowhere' && answersInARow >= steadyAnswers);
    if (mayReturn) this.#registration.dispatch({ kind: 'mainServes' });
  }

  #descriptionHandlerOf(session: Session): SessionDescriptionHandler {
    if (!this.#calls) throw new AppError('media.negotiationFailed');
    return this.#calls.descriptionHandlerOf(session);
  }
}

function atMost(work: Promise<void>, limitMs: number, setTimer: SetTimer): Promise<void> {
  return Promise.race([work, new Promise<void>((resolve) => void setTimer(resolve, limitMs))]);
}
