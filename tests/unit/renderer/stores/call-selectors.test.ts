import { expect, test } from 'vitest';
import {
  qualityWord,
  recordingFault,
  recordingFaultWord,
} from '../../../../src/renderer/stores/call-selectors.ts';
import { aTalk, idOf } from '../../../support/desk/desk-samples.ts';

test('a recording fault is found in the call or in a problem of that call, never of another', () => {
  const problem = (callId: string) =>
    ({ problemId: 'a', code: 'recording.silent', since: 0, callId, detail: '' }) as const;
  expect(recordingFault(aTalk(), [problem(idOf('call', 1))])).toBe('recording.silent');
  expect(recordingFault(aTalk(), [problem(idOf('call', 2))])).toBeNull();
  expect(
    recordingFault(aTalk({ recording: { kind: 'failed', code: 'recording.stopped' } }), []),
  ).toBe('recording.stopped');
});

test('a score becomes a word', () => {
  expect([4.3, 3.8, 3.3, 2].map(qualityWord)).toEqual(['excellent', 'good', 'fair', 'poor']);
});

test('a silent recording is not called broken off', () => {
  expect(recordingFaultWord('recording.silent')).toBe('recordingSilent');
  expect(recordingFaultWord('recording.losing')).toBe('recordingLosing');
  expect(recordingFaultWord('recording.diskFull')).toBe('recordingFailed');
});
