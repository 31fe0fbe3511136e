import type { PhoneSnapshot } from '../../shared/domain/phone/phone-state.ts';
import type { User } from '../../shared/domain/session/user.ts';
import type { ErrorCode } from '../../shared/error-codes.ts';

/** A fact of one area that others follow, told at once and in a fixed order. What throws stops the telling. */
export interface Signal<T, R = void> {
  /** `area` says who listens and so when it hears. */
  on(area: string, listener: (value: T) => R): void;
  /** What the listeners answered, in their order. */
  emit(value: T): R[];
}

/** `order` = areas that must hear before others; those it does not name hear last, as they came. */
export function createSignal<T, R = void>(order: readonly string[] = []): Signal<T, R> {
  const listeners: { readonly rank: number; readonly listener: (value: T) => R }[] = [];
  return {
    on(area, listener) {
      const rank = order.includes(area) ? order.indexOf(area) : order.length;
      const place = listeners.findIndex((other) => other.rank > rank);
      listeners.splice(place < 0 ? listeners.length : place, 0, { rank, listener });
    },
    emit: (value) => listeners.map(({ listener }) => listener(value)),
  };
}

export interface UserChange {
  /** `null` = nobody is signed in any more. */
  readonly user: User | null;
  /** The host started again in mid-shift: what this person was doing goes on. */
  readonly resumes: boolean;
}

/** Every fact that crosses from one area to another, and who hears it first. */
export type Signals = ReturnType<typeof createSignals>;

export function createSignals() {
  return {
    /** Who works here. The agent leaves the PBX queue over the account that the phone is about to lose. */
    user: createSignal<UserChange>(['lock', 'agents', 'phone', 'desk', 'hub-link', 'recordings']),
    /** The hub lets this person go on no longer. */
    refused: createSignal<ErrorCode>(),
    /**
     * What the phone page sees. The look-up first: it is what the agent waits for. Whether a call still runs is asked last.
     */
    snapshot: createSignal<PhoneSnapshot>(['desk', 'phone', 'calls', 'agents', 'lock']),
    /** Which conversations there are, or what is kept of them, has changed (`CallsArea.conversations`). */
    conversations: createSignal<void>(),
    /** No phone page is connected any more; it may come back. */
    phoneAway: createSignal<void>(),
    /** No phone page has come back: calls that still look running are over. */
    phoneGone: createSignal<void>(['calls', 'agents', 'lock']),
    /** The hub answers again. */
    hubOnline: createSignal<void>(),
    /** The hub has told rules of the office; they are in the store. */
    officeRules: createSignal<void>(),
    /** The local copy of tickets is whole for the first time; shown as such only when the answers are there. */
    copyFilled: createSignal<void, Promise<void>>(),
  };
}
