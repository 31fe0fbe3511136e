import type { CallerNumber } from '../../shared/domain/calls/caller-number.ts';
import type { AudioState } from '../../shared/domain/phone/audio.ts';
import type { CallId } from '../../shared/domain/ids.ts';
import {
  type LostCalls,
  type MicrophoneState,
  type PhoneProofs,
  type PhoneSnapshot,
  type Proof,
  idlePhone,
} from '../../shared/domain/phone/phone-state.ts';
import {
  type CallEffect,
  type CallEvent,
  type CallState,
  beginCall,
  reduceCall,
} from './call-machine.ts';
import type { PhoneEvent } from './phone.ts';

export type BookEvent =
  | PhoneEvent
  | CallEvent
  | { readonly kind: 'microphone'; readonly state: MicrophoneState }
  | { readonly kind: 'audio'; readonly state: AudioState }
  | { readonly kind: 'proof'; readonly of: keyof PhoneProofs; readonly proof: Proof }
  /** An ended call has been shown long enough. */
  | { readonly kind: 'forget'; readonly callId: CallId }
  /** The lost calls up to this one have been shown long enough. */
  | { readonly kind: 'forgetLost'; readonly at: number };

export type BookEffect =
  | CallEffect
  | { readonly kind: 'forgetLater'; readonly callId: CallId }
  | { readonly kind: 'forgetLostLater'; readonly at: number };

/** Everything the phone page knows: all calls that run or have just ended, registration, microphone. */
export interface CallBook {
  readonly registration: PhoneSnapshot['registration'];
  readonly microphone: MicrophoneState;
  readonly audio: AudioState;
  readonly proofs: PhoneProofs;
  /** Oldest first. */
  readonly calls: readonly CallState[];
  readonly lostCalls?: LostCalls | undefined;
  /** Events for calls that are not in the book. */
  readonly ignored: number;
}

export const emptyBook: CallBook = { ...idlePhone, calls: [], ignored: 0 };

/** As many as `phoneSnapshotSchema` takes; ended calls make room first. */
const maxCalls = 16;

/** Next state of the book. `readNumber` reads a raw number as the desk does (`shared/numbers/phone-number.ts`). */
export function reduceBook(
  book: CallBook,
  event: BookEvent,
  readNumber: (raw: string) => CallerNumber,
): { book: CallBook; effects: readonly BookEffect[] } {
  switch (event.kind) {
    case 'registration':
      return { book: { ...book, registration: event.state }, effects: [] };
    case 'microphone':
      return { book: { ...book, microphone: event.state }, effects: [] };
    case 'audio':
      return { book: { ...book, audio: event.state }, effects: [] };
    case 'proof':
      return {
        book: { ...book, proofs: { ...book.proofs, [event.of]: event.proof } },
        effects: [],
      };
    case 'testRing':
      return {
        book: { ...book, proofs: { ...book.proofs, testRing: { kind: 'ok', at: event.at } } },
        effects: [],
      };
    case 'callLost': {
      const lostCalls = { count: (book.lostCalls?.count ?? 0) + 1, at: event.at };
      return {
        book: { ...book, lostCalls },
        effects: [{ kind: 'forgetLostLater', at: event.at }],
      };
    }
    case 'forgetLost':
      return book.lostCalls?.at === event.at
        ? { book: { ...book, lostCalls: undefined }, effects: [] }
        : { book, effects: [] };
    case 'forget':
      return {
        book: { ...book, calls: book.calls.filter((call) => !isEnded(call, event.callId)) },
        effects: [],
      };
    case 'alerting':
    case 'dialling': {
      if (book.calls.some((call) => call.view.callId === event.callId)) return ignore(book);
      const by = event.kind === 'alerting' ? event.rawHandedOverBy : undefined;
      const handedOverBy = by === undefined ? undefined : readNumber(by);
      const birth = beginCall(event, readNumber(event.rawNumber), handedOverBy);
      const calls = [...book.calls, birth];
      return { book: { ...book, calls: makeRoom(calls) }, effects: [] };
    }
    case 'identity': {
      const { callId, at, displayName, ticketNo, retargets } = event;
      const number = readNumber(event.rawNumber);
      return reduceOneCall(book, {
        kind: 'identified',
        callId,
        at,
        number,
        displayName,
        ticketNo,
        retargets,
      });
    }
    case 'identified':
    case 'connected':
    case 'agentHold':
    case 'farHold':
    case 'changeRefused':
    case 'muted':
    case 'ended':
    case 'recordingLight':
    case 'quality':
    case 'soundFault':
    case 'silenced':
    case 'strayHangUp':
    case 'transferring':
    case 'joined':
      return reduceOneCall(book, event);
  }
}

/** What is published: whole, on each change. */
export function toSnapshot(book: CallBook): PhoneSnapshot {
  return {
    registration: book.registration,
    microphone: book.microphone,
    audio: book.audio,
    proofs: book.proofs,
    calls: book.calls.map((call) => call.view),
    ...(book.lostCalls ? { lostCalls: book.lostCalls } : {}),
  };
}

function reduceOneCall(book: CallBook, event: Parameters<typeof reduceCall>[1]) {
  const known = book.calls.find((call) => call.view.callId === event.callId);
  if (!known) return ignore(book);
  const step = reduceCall(known, event);
  const calls = book.calls.map((call) => (call === known ? step.state : call));
  const hasJustEnded = known.view.state !== 'ended' && step.state.view.state === 'ended';
  const effects: BookEffect[] = [...step.effects];
  if (hasJustEnded) effects.push({ kind: 'forgetLater', callId: event.callId });
  return { book: { ...book, calls }, effects };
}

function isEnded(call: CallState, callId: CallId): boolean {
  return call.view.callId === callId && call.view.state === 'ended';
}

function makeRoom(calls: readonly CallState[]): readonly CallState[] {
  if (calls.length <= maxCalls) return calls;
  const oldest = calls.find((call) => call.view.state === 'ended') ?? calls[0];
  return calls.filter((call) => call !== oldest);
}

function ignore(book: CallBook) {
  return { book: { ...book, ignored: book.ignored + 1 }, effects: [] };
}
