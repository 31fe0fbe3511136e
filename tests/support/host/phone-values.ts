import { randomUUID } from 'node:crypto';
import type { CallView } from '../../../src/shared/domain/calls/call.ts';
import { type PhoneSnapshot, idlePhone } from '../../../src/shared/domain/phone/phone-state.ts';
import { normaliseNumber } from '../../../src/shared/numbers/phone-number.ts';

/** A call as the phone page tells it; alerting unless changed. */
export function aCallView(changes: Partial<CallView> & { rawNumber?: string } = {}): CallView {
  const { rawNumber = '19900000123', ...rest } = changes;
  return {
    callId: randomUUID(),
    direction: 'inbound',
    number: normaliseNumber(rawNumber),
    displayName: '',
    ticketNo: null,
    lineName: '水务热线',
    queuedMs: null,
    state: 'alerting',
    muted: false,
    purpose: 'plain',
    servesCallId: null,
    joinedWith: null,
    transferredTo: null,
    silenced: false,
    transferring: false,
    heldBy: 'nobody',
    startedAt: Date.now(),
    answeredAt: null,
    endedAt: null,
    endReason: null,
    recording: { kind: 'none' },
    quality: null,
    ...rest,
  };
}

export function aSnapshot(...calls: CallView[]): PhoneSnapshot {
  return {
    ...idlePhone,
    microphone: { kind: 'ready', label: '' },
    calls,
  };
}

/** As `aSnapshot`, of a phone page that has proven just now that a call would be heard, answered and recorded. */
export function aProvenSnapshot(...calls: CallView[]): PhoneSnapshot {
  const at = Date.now();
  const ok = { kind: 'ok', at } as const;
  return {
    ...aSnapshot(...calls),
    registration: { kind: 'registered', sinceAt: at, provenAt: at, expiresAt: at + 300_000 },
    proofs: { microphone: ok, ringer: ok, recorder: ok, testRing: ok },
  };
}
