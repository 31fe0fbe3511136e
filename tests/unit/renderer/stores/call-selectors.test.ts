import { describe, expect, test } from 'vitest';
import { linesOf } from '../../../../src/renderer/stores/call-lines.ts';
import {
  currentCall,
  callBackDigits,
  dialableDigits,
  qualityWord,
  recordingFault,
  recordingFaultWord,
} from '../../../../src/renderer/stores/call-selectors.ts';
import { aCall, aTalk, idOf } from '../../../support/desk/desk-samples.ts';

describe('with several calls', () => {
  const talk = aTalk();
  const second = aCall({ callId: idOf('call', 2) });

  test('the bar is about the one with sound and the other one waits', () => {
    expect(currentCall([second, talk])).toBe(talk);
    expect(linesOf([second, talk])).toMatchObject({ ringing: second, others: [second] });
    expect(linesOf([second]).others).toEqual([]);
  });

  test('a call on hold waits for the swap, and one that is being dialled is shown before it', () => {
    const held = aTalk({ state: 'held', heldBy: 'agent' });
    const dialled = aCall({ callId: idOf('call', 3), direction: 'outbound', state: 'dialling' });
    expect(linesOf([held, dialled])).toMatchObject({ current: dialled, waiting: held });
    expect(linesOf([held]).waiting).toBeNull();
  });

  test('a silenced call gives the answer key to one that is heard', () => {
    const silenced = aCall({ callId: idOf('call', 3), silenced: true });
    expect(linesOf([talk, silenced, second]).ringing).toBe(second);
    expect(linesOf([talk, silenced]).ringing).toBe(silenced);
  });

  test('an ended call is no call', () => {
    expect(currentCall([aTalk({ state: 'ended' })])).toBeNull();
  });
});

test('a recording fault is found in the call or in a problem of that call, never of another', () => {
  const problem = (callId: string) =>
    ({ problemId: 'a', code: 'recording.silent', since: 0, callId, detail: '' }) as const;
  expect(recordingFault(aTalk(), [problem(idOf('call', 1))])).toBe('recording.silent');
  expect(recordingFault(aTalk(), [problem(idOf('call', 2))])).toBeNull();
  expect(
    recordingFault(aTalk({ recording: { kind: 'failed', code: 'recording.stopped' } }), []),
  ).toBe('recording.stopped');
});

test('numbers as people read them become digits, and words do not', () => {
  expect(dialableDigits('199 0000 0123')).toBe('19900000123');
  expect(dialableDigits('027-0000 0456')).toBe('02700000456');
  expect(dialableDigits('匿名')).toBeNull();
});

test.each([
  ['１９９００００ ０１２３', '19900000123'],
  ['（０２７）00000456', '02700000456'],
  ['(027)00000456', '02700000456'],
  ['199.0000.0123', '19900000123'],
  ['199－0000－0123', '19900000123'],
  ['\u202D19900000123\u202C', '19900000123'],
  ['19900000123\u200B', '19900000123'],
  ['027-00000456-801', '02700000456'],
  ['027-00000456转801', '02700000456'],
  ['19900000123、19900000456', '19900000123'],
  ['199 0000 0123（本人）', '19900000123'],
  ['+86 27 0000 0456', '+862700000456'],
  ['*45', '*45'],
])('the dial pad takes %j as %s', (typed, digits) => {
  expect(dialableDigits(typed)).toBe(digits);
});

test('what a caller sent is called back as a telephone number, never as a feature code', () => {
  expect(callBackDigits('199 0000 0123')).toBe('19900000123');
  expect(callBackDigits('1003')).toBe('1003');
  expect(['*46', '#31#19900000123', '*4619900000123', '匿名', ''].map(callBackDigits)).toEqual(
    Array(5).fill(null),
  );
});

test('a score becomes a word', () => {
  expect([4.3, 3.8, 3.3, 2].map(qualityWord)).toEqual(['excellent', 'good', 'fair', 'poor']);
});

test('a silent recording is not called broken off', () => {
  expect(recordingFaultWord('recording.silent')).toBe('recordingSilent');
  expect(recordingFaultWord('recording.diskFull')).toBe('recordingFailed');
});
