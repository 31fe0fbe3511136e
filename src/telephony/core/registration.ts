import type { RegistrationState } from '../../shared/domain/phone/phone-state.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** Which address of the PBX is tried. A round tries each address once. */
export interface AddressRound {
  readonly count: number;
  /** 0 is the main address, the others are fall-backs. */
  readonly index: number;
  /** Addresses that have failed in this round. */
  readonly failed: number;
}

export const firstAddress = (count: number): AddressRound => ({ count, index: 0, failed: 0 });

/** The next address after a failure, and whether this one still belongs to the round: it is then tried at once. */
export function afterFailure(round: AddressRound): { round: AddressRound; atOnce: boolean } {
  const failed = round.failed + 1;
  const index = (round.index + 1) % round.count;
  return failed < round.count
    ? { round: { ...round, index, failed }, atOnce: true }
    : { round: { ...round, index, failed: 0 }, atOnce: false };
}

/**
 * What a refusal is about: this moment, our account (unknown or barred, or the PBX has not read its accounts yet), or a
 * secret that will never do.
 */
export type RefusalVerdict = 'passing' | 'account' | 'final';

/**
 * How a socket was lost: it closed under us, it never opened or went silent, or it proved dead when the PC woke up.
 */
export type LossKind = 'closed' | 'silent' | 'asleep';

/**
 * What happens to a registration. `at` is epoch milliseconds and jumps with the PC's clock, `upMs` is monotonic,
 * `random` is in `[0, 1)`.
 */
export type RegistrationEvent =
  /** `addresses`: how many addresses of the PBX there are, the main one first. */
  | { readonly kind: 'start'; readonly addresses: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'socketOpened' }
  /** The socket closed, never opened, or did not prove itself. Without end, the machine tries again. */
  | {
      readonly kind: 'socketLost';
      readonly how: LossKind;
      readonly at: number;
      readonly upMs: number;
      readonly random: number;
      readonly code: ErrorCode;
    }
  /** The host found out why a socket could not be opened. */
  | { readonly kind: 'diagnosed'; readonly code: ErrorCode }
  | {
      readonly kind: 'accepted';
      readonly at: number;
      readonly upMs: number;
      readonly expiresAt: number;
      readonly warning: ErrorCode | null;
    }
  | {
      readonly kind: 'refused';
      readonly at: number;
      readonly upMs: number;
      readonly random: number;
      readonly code: ErrorCode;
      readonly verdict: RefusalVerdict;
      readonly retryAfterMs: number;
    }
  /** The PBX answered a keep-alive. */
  | { readonly kind: 'alive'; readonly at: number }
  /** The PC woke up, its network changed or its clock jumped. */
  | { readonly kind: 'woken' }
  /** The main address serves again and no call needs the one in use. */
  | { readonly kind: 'mainServes' }
  | { readonly kind: 'retryDue' }
  | { readonly kind: 'refreshDue' };

export type RegistrationEffect =
  /** A new socket to this address, in place of whatever there is. */
  | { readonly kind: 'connect'; readonly address: number }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'register' }
  | { readonly kind: 'retryIn'; readonly delayMs: number }
  | { readonly kind: 'refreshIn'; readonly delayMs: number }
  | { readonly kind: 'cancelTimers' }
  /** Registered again after a loss: bring each surviving call back by a re-INVITE. */
  | { readonly kind: 'reviveCalls' };

export interface RegistrationMachine {
  readonly state: RegistrationState;
  readonly socketOpen: boolean;
  readonly round: AddressRound;
  /** Monotonic moment of the registration that holds now. */
  readonly sinceUpMs: number;
  /** Failures since the last success. */
  readonly attempt: number;
  /** The credentials have worked: refusals of them are then taken as passing trouble of the PBX, not as final. */
  readonly hasRegistered: boolean;
}

export interface RegistrationStep {
  readonly machine: RegistrationMachine;
  readonly effects: readonly RegistrationEffect[];
}

export const idleRegistration: RegistrationMachine = {
  state: { kind: 'unregistered' },
  socketOpen: false,
  round: firstAddress(1),
  sinceUpMs: 0,
  attempt: 0,
  hasRegistered: false,
};
