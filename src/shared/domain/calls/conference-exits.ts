import type { PhoneCommand } from '../phone/phone-state.ts';
import type { Lines } from '../seat/current-call.ts';

/** A named way out of a conference. */
export type ConferenceExit = 'leave' | 'release' | 'endAll';

/**
 * What each way out asks of the phone, in order; `null` = this conference has no such way. In a room of the PBX the desk is
 * one of three and can only leave, the two others stay together. Mixed here, nobody can stay without the desk: it lets the
 * third party go, or ends all, the citizen last.
 */
export function conferenceExits({
  current,
  consultation,
}: Pick<Lines, 'current' | 'consultation'>): Readonly<
  Record<ConferenceExit, readonly PhoneCommand[] | null>
> {
  if (current?.purpose === 'conference')
    return { leave: [{ kind: 'hangUp', callId: current.callId }], release: null, endAll: null };
  if (!consultation) return { leave: null, release: null, endAll: null };
  const { citizen, consult } = consultation;
  const release: PhoneCommand = { kind: 'hangUp', callId: consult.callId };
  return {
    leave: null,
    release: [release],
    endAll: [release, { kind: 'hangUp', callId: citizen.callId }],
  };
}
