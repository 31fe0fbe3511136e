import { describe, expect, it } from 'vitest';
import { conferenceExits } from '../../../../../src/shared/domain/calls/conference-exits.ts';
import { linesOf } from '../../../../../src/shared/domain/seat/current-call.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const talk = { state: 'connected', answeredAt: 1 } as const;

describe('the ways out of a conference', () => {
  it('mixed here: the third party goes, or all do, the citizen last; nobody stays without the desk', () => {
    const citizen = aCallView({ ...talk, callId: 'citizen', joinedWith: 'third' });
    const third = aCallView({
      ...talk,
      callId: 'third',
      purpose: 'consult',
      servesCallId: 'citizen',
      joinedWith: 'citizen',
    });
    expect(conferenceExits(linesOf([citizen, third]))).toEqual({
      leave: null,
      release: [{ kind: 'hangUp', callId: 'third' }],
      endAll: [
        { kind: 'hangUp', callId: 'third' },
        { kind: 'hangUp', callId: 'citizen' },
      ],
    });
  });

  it('in a room of the PBX: the desk leaves the two together and can end nobody', () => {
    const room = aCallView({ ...talk, callId: 'room', purpose: 'conference' });
    expect(conferenceExits(linesOf([room]))).toEqual({
      leave: [{ kind: 'hangUp', callId: 'room' }],
      release: null,
      endAll: null,
    });
  });
});
