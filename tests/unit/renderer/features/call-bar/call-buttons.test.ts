import { describe, expect, test } from 'vitest';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import { defaultCallSettings } from '../../../../../src/shared/domain/phone/call-settings.ts';
import {
  type CallButton,
  buttonStates,
  callButtons,
} from '../../../../../src/renderer/features/call-bar/call-buttons.ts';
import { aCall, aDeskState, aTalk, idOf } from '../../../../support/desk/desk-samples.ts';

function states(calls: readonly CallView[], patch = {}) {
  const desk = aDeskState({ calling: { ...defaultCallSettings, surveyNumber: '8800' }, ...patch });
  const barred = desk.phoneConnected ? null : 'phoneAway';
  return buttonStates({ ...desk, phone: { ...desk.phone, calls } }, barred);
}

/** Names of the buttons that may be pressed. */
function allowed(calls: readonly CallView[], patch = {}): CallButton[] {
  const all = states(calls, patch);
  return callButtons.filter((button) => all[button].disabled === null);
}

const citizen = aTalk();
const held = aTalk({ state: 'held', heldBy: 'agent' });
const second = aCall({ callId: idOf('call', 2) });
const consult = (patch: Partial<CallView> = {}) =>
  aTalk({
    callId: idOf('call', 3),
    direction: 'outbound',
    purpose: 'consult',
    servesCallId: citizen.callId,
    ...patch,
  });
const pair = { callId: citizen.callId, consultCallId: idOf('call', 3) };

describe('with one call', () => {
  test('without a call only the dial pad works', () => {
    expect(allowed([])).toEqual(['dialPad']);
  });

  test('a ringing call may be answered or declined', () => {
    expect(allowed([aCall()])).toEqual(['answer', 'hangUp']);
    expect(states([aCall()]).hangUp.command).toMatchObject({ kind: 'decline' });
  });

  test('a call that is being dialled may be given up', () => {
    expect(allowed([aCall({ direction: 'outbound', state: 'dialling' })])).toEqual(['hangUp']);
  });

  test('a talk may be muted, held, handed over, rated, ended, and take tones', () => {
    expect(allowed([citizen])).toEqual(['hangUp', 'mute', 'hold', 'transfer', 'dialPad', 'rating']);
    expect(states([citizen]).rating.command).toEqual({ kind: 'toSurvey', callId: citizen.callId });
  });

  test('a held call takes no tones', () => {
    expect(states([held]).dialPad.disabled).toBe('heldByAgent');
  });

  test('a call that is being handed over is not handed over twice', () => {
    const all = states([aTalk({ transferring: true })]);
    expect([all.transfer.disabled, all.rating.disabled]).toEqual(['transferring', 'transferring']);
  });

  test('nothing works while no phone page is there, and each button says so', () => {
    expect(allowed([citizen], { phoneConnected: false })).toEqual([]);
  });

  test('rating says when no survey is configured', () => {
    expect(states([citizen], { calling: defaultCallSettings }).rating.disabled).toBe('noSurvey');
  });
});

describe('with a second call', () => {
  test('answering the one that rings says that it holds the talk, and hanging up ends the talk', () => {
    const all = states([citizen, second]);
    expect(all.answer).toMatchObject({
      word: 'answerAndHold',
      command: { kind: 'answer', callId: second.callId },
    });
    expect(all.hangUp.command).toEqual({ kind: 'hangUp', callId: citizen.callId });
  });
});

describe('with a consultation', () => {
  test('that still rings, only giving it up works, which takes the citizen back', () => {
    const all = states([held, consult({ state: 'dialling', answeredAt: null })]);
    expect(all.hangUp).toMatchObject({
      word: 'cancelConsult',
      command: { kind: 'cancelConsult', ...pair },
    });
    expect([all.transfer.disabled, all.conference.disabled]).toEqual([
      'consultRings',
      'consultRings',
    ]);
  });

  test('that talks, transfer hands over and conference joins', () => {
    const all = states([held, consult()]);
    expect(all.transfer.command).toEqual({ kind: 'completeTransfer', ...pair });
    expect(all.conference.command).toEqual({ kind: 'conference', ...pair });
    expect(all.rating.disabled).toBe('consulting');
  });

  test('stays one after a swap: the citizen talks, the other waits', () => {
    const all = states([citizen, consult({ state: 'held', heldBy: 'agent' })]);
    expect(all.transfer.command).toMatchObject({ kind: 'completeTransfer', ...pair });
    expect(all.hangUp.command).toEqual({ kind: 'hangUp', callId: citizen.callId });
  });

  test('joined to three, it can neither be joined nor handed over again', () => {
    const joined = [
      aTalk({ joinedWith: idOf('call', 3) }),
      consult({ joinedWith: citizen.callId }),
    ];
    const all = states(joined);
    expect([all.transfer.disabled, all.conference.disabled]).toEqual([
      'inConference',
      'inConference',
    ]);
  });
});
