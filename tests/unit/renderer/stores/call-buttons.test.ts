import { expect, test } from 'vitest';
import type { CallView } from '../../../../src/shared/domain/call.ts';
import { buttonBars, callButtons } from '../../../../src/renderer/stores/call-buttons.ts';
import { aCall, aDeskState, aTalk } from '../../../support/desk/desk-samples.ts';

/** Names of the buttons that may be pressed. */
function allowed(calls: readonly CallView[], phoneConnected = true): string[] {
  const desk = aDeskState();
  const bars = buttonBars({ ...desk, phoneConnected, phone: { ...desk.phone, calls } });
  return callButtons.filter((button) => bars[button] === null);
}

test('without a call only the dial pad works', () => {
  expect(allowed([])).toEqual(['dialPad']);
});

test('a ringing call may be answered or declined', () => {
  expect(allowed([aCall()])).toEqual(['answer', 'hangUp']);
});

test('a call that is being dialled may be given up', () => {
  expect(allowed([aCall({ direction: 'outbound', state: 'dialling' })])).toEqual(['hangUp']);
});

test('a talk may be muted, held, ended, and take tones', () => {
  expect(allowed([aTalk()])).toEqual(['hangUp', 'mute', 'hold', 'dialPad']);
});

test('a held call takes no tones', () => {
  expect(allowed([aTalk({ state: 'held', heldBy: 'agent' })])).toEqual(['hangUp', 'mute', 'hold']);
});

test('nothing works while no phone page is there', () => {
  expect(allowed([aTalk()], false)).toEqual([]);
});
