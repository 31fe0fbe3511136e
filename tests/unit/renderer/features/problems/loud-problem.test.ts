import { describe, expect, it } from 'vitest';
import {
  callsFirst,
  isLoud,
  isLoudAtSignIn,
} from '../../../../../src/renderer/features/problems/loud-problem.ts';
import {
  type Problem,
  awayInCallId,
  changeRefusedId,
} from '../../../../../src/shared/domain/desk/desk-state.ts';
import type { ErrorCode } from '../../../../../src/shared/error-codes.ts';

const problem = (problemId: string, code: ErrorCode): Problem => ({
  problemId,
  code,
  since: 0,
  callId: null,
  detail: '',
});
const session = problem('hub:session', 'hub.sessionExpired');
const disk = problem('disk', 'recording.diskFull');
const refused = problem(changeRefusedId, 'media.changeRefused');
const away = problem(awayInCallId, 'phone.awayInCall');

describe('the strip under the call bar', () => {
  it('tells first what has just happened to a call, and leaves the others as they came', () => {
    expect(callsFirst([session, disk, refused])).toEqual([refused, session, disk]);
    expect(callsFirst([session, away, disk])).toEqual([away, session, disk]);
    expect(callsFirst([refused, session, away])).toEqual([away, refused, session]);
    expect(callsFirst([session, disk])).toEqual([session, disk]);
  });

  it('tells nothing of calls to who has not signed in', () => {
    expect([refused, away].map(isLoud)).toEqual([true, true]);
    expect([refused, away].map(isLoudAtSignIn)).toEqual([false, false]);
  });
});
