import { describe, expect, it } from 'vitest';
import { createCallProblems } from '../../../../../src/main/services/calls/call-problems.ts';
import type { CallView } from '../../../../../src/shared/domain/call.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';

describe('problems of calls', () => {
  const raised = new Map<string, string>();
  const show = createCallProblems({
    list: () => [],
    raise: ({ problemId, code, callId }) => void raised.set(problemId, `${code} ${callId}`),
    clear: (problemId) => void raised.delete(problemId),
  });
  const talk: CallView = { ...aCallView(), state: 'connected', callId: 'c' };

  it('are shown for as long as they last and the call runs', () => {
    show(aSnapshot({ ...talk, soundFault: 'media.noRemoteAudio' }));
    expect([...raised]).toEqual([['sound:c', 'media.noRemoteAudio c']]);
    show(aSnapshot({ ...talk, recording: { kind: 'failed', code: 'recording.diskFull' } }));
    expect([...raised]).toEqual([['recording:c', 'recording.diskFull c']]);
    show(aSnapshot({ ...talk, soundFault: 'media.noRemoteAudio' }));
    show(aSnapshot({ ...talk, state: 'ended', soundFault: 'media.noRemoteAudio' }));
    expect(raised.size).toBe(0);
  });
});
