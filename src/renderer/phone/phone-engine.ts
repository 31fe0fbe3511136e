import { AppError, errorCodeOf } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/clock.ts';
import { defaultCallSettings } from '../../shared/domain/phone/call-settings.ts';
import type { CallerNumber } from '../../shared/domain/calls/caller-number.ts';
import {
  commandAfterEnd,
  isHungUpAlready,
  isStrayHangUp,
} from '../../shared/domain/calls/after-end.ts';
import type { PhoneOrder } from '../../shared/contract/phone-host.ts';
import type { CallId, CommandId } from '../../shared/domain/ids.ts';
import type {
  PhoneCommand,
  PhoneConfig,
  PhoneSnapshot,
  RegistrationState,
} from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { Logger } from '../../shared/logger.ts';
import {
  type BookEffect,
  type BookEvent,
  type CallBook,
  emptyBook,
  reduceBook,
  toSnapshot,
} from '../../telephony/core/call-book.ts';
import type { CallEffect } from '../../telephony/core/call-machine.ts';
import { whyNotAllowed } from '../../telephony/core/command-rules.ts';
import { inBackground } from '../../telephony/core/in-background.ts';
import type { Phone } from '../../telephony/core/phone.ts';
import type { SetTimer } from '../../telephony/core/set-timer.ts';
import { type SeatActs, createPhoneActs } from './phone-acts.ts';

export interface PhoneEngineDeps {
  readonly phone: Phone;
  readonly readNumber: (raw: string) => CallerNumber;
  readonly clock: Clock;
  readonly setTimer: SetTimer;
  /** `[0, 1)`, for the number of a conference room. */
  readonly random: () => number;
  readonly newCallId: () => CallId;
  readonly logger: Logger;
  /** `null`: this page has no devices of its own. */
  readonly seat: SeatActs | null;
  /** Tells the host; called in the same turn as the event, so that a pop waits for nothing. */
  readonly publish: (snapshot: PhoneSnapshot) => void;
  readonly commandDone: (commandId: CommandId, error: ErrorCode | null) => void;
  /** Recording and statistics of the call. */
  readonly runCallEffect: (effect: CallEffect) => void;
}

export interface PhoneEngine {
  snapshot(): PhoneSnapshot;
  /** Returns the unsubscribe. */
  subscribe(listener: () => void): () => void;
  handle(event: BookEvent): void;
  handleOrder(order: PhoneOrder): void;
  /** Rejects with the code of what was wrong. */
  execute(command: PhoneCommand): Promise<void>;
  hasRunningCall(): boolean;
}

const showEndedMs = 5000;
/** Long enough for somebody who was away from the screen. */
const showLostMs = 600_000;
const publishSoonMs = 1000;

/** Joins phone, call book, recorder and host. Holds the one truth about calls; everybody else gets snapshots. */
export function createPhoneEngine(deps: PhoneEngineDeps): PhoneEngine {
  const { phone } = deps;
  const listeners = new Set<() => void>();
  let book: CallBook = emptyBook;
  let wanted: PhoneConfig | null = null;
  /** The rules of dialling outlive a sign-out, as running calls do. */
  let calling = defaultCallSettings;
  let cancelSoon: (() => void) | null = null;

  const hasRunningCall = () => book.calls.some((call) => call.view.state !== 'ended');
  const publishNow = () => {
    cancelSoon?.();
    cancelSoon = null;
    deps.publish(toSnapshot(book));
  };
  const publishSoon = () => {
    cancelSoon ??= deps.setTimer(() => {
      cancelSoon = null;
      publishNow();
    }, publishSoonMs);
  };
  /** A running call is never ended by settings, sign-out or a lost lease: the account changes when it is over. */
  const settle = () => {
    if (hasRunningCall()) return;
    if (wanted) phone.start(wanted);
    else inBackground(phone.stop(), deps.logger, 'phone.stopFailed');
  };
  const run = (effect: BookEffect) => {
    if (effect.kind === 'forgetLostLater') {
      deps.setTimer(() => handle({ kind: 'forgetLost', at: effect.at }), showLostMs);
      return;
    }
    if (effect.kind !== 'forgetLater') return deps.runCallEffect(effect);
    deps.setTimer(() => handle({ kind: 'forget', callId: effect.callId }), showEndedMs);
    settle();
  };
  const handle = (event: BookEvent) => {
    const before = book;
    const step = reduceBook(book, event, deps.readNumber);
    book = step.book;
    if (isFrequent(before, event)) publishSoon();
    else publishNow();
    for (const listener of listeners) listener();
    for (const effect of step.effects) run(effect);
    if (event.kind === 'ended') followEnd(event.callId);
  };
  const calls = () => book.calls.map((call) => call.view);
  const carryOut = createPhoneActs({
    ...deps,
    calls,
    calling: () => calling,
    silence: (callId) => handle({ kind: 'silenced', callId, at: deps.clock.now() }),
  });
  /** Calls that a command is at work with: whoever acts on them needs no help. */
  const inHand: PhoneCommand[] = [];
  const execute = async (command: PhoneCommand) => {
    const { now } = deps.clock;
    if (isHungUpAlready(calls(), command)) return;
    if (isStrayHangUp(calls(), command, now()))
      return handle({ kind: 'strayHangUp', callId: command.callId, at: now() });
    const code = whyNotAllowed(calls(), command);
    if (code) throw new AppError(code);
    inHand.push(command);
    try {
      await carryOut(command);
    } finally {
      inHand.splice(inHand.indexOf(command), 1);
    }
  };
  const followEnd = (callId: CallId) => {
    const command = commandAfterEnd(calls(), callId);
    const isActedOn = inHand.some((one) => one.kind !== 'dial' && 'callId' in one);
    if (command && !isActedOn) inBackground(execute(command), deps.logger, 'phone.afterEndFailed');
  };
  const setConfig = (config: PhoneConfig | null) => {
    wanted = config;
    if (config) calling = config.calling;
    settle();
  };
  phone.subscribe(handle);

  return {
    snapshot: () => toSnapshot(book),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    handle,
    handleOrder(order) {
      switch (order.kind) {
        case 'config':
          publishNow();
          return setConfig(order.config);
        case 'leaseHeld':
        case 'leaseLost':
          return setConfig(null);
        case 'command':
          return void execute(order.command).then(
            () => deps.commandDone(order.commandId, null),
            (error: unknown) => deps.commandDone(order.commandId, errorCodeOf(error)),
          );
      }
    },
    execute,
    hasRunningCall,
  };
}

/** Proofs of registration, bytes and quality change all the time and nothing waits for them. */
function isFrequent(before: CallBook, event: BookEvent): boolean {
  if (event.kind === 'quality') return true;
  if (event.kind === 'registration') return isNewProof(before.registration, event.state);
  if (event.kind !== 'recordingLight' || event.light.kind !== 'recording') return false;
  return lightOf(before, event.callId) === 'recording';
}

/** A proof changes nothing for anybody: it must not be told before a pop that comes at the same time. */
function isNewProof(before: RegistrationState, after: RegistrationState): boolean {
  return (
    before.kind === 'registered' &&
    after.kind === 'registered' &&
    before.sinceAt === after.sinceAt &&
    before.expiresAt === after.expiresAt &&
    before.warning === after.warning
  );
}

function lightOf(book: CallBook, callId: CallId): string | undefined {
  return book.calls.find((call) => call.view.callId === callId)?.view.recording.kind;
}
