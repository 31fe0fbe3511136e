import { describe, expect, it } from 'vitest';
import { createCallProblems } from '../../../../../src/main/areas/calls/call-problems.ts';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';
import { aCallView, aSnapshot } from '../../../../support/host/phone-values.ts';

const talk: CallView = { ...aCallView(), state: 'connected', callId: 'c' };
const ended: CallView = { ...talk, state: 'ended', endReason: 'failed', endCode: 'sip.callCut' };

function start() {
  const raised = new Map<string, string>();
  const { advance, setTimer } = createFakeTimers();
  const problems = createCallProblems(
    {
      list: () => [],
      raise: ({ problemId, code, callId = null }) =>
        void raised.set(problemId, `${code} ${callId}`),
      clear: (problemId) => void raised.delete(problemId),
    },
    { after: (ms, call) => setTimer(call, ms), wait: () => Promise.resolve() },
  );
  const show = (...calls: CallView[]) => problems.handleSnapshot(aSnapshot(...calls));
  return { problems, show, advance, told: () => [...raised] };
}

describe('problems of calls', () => {
  it('are shown for as long as they last and the call runs', () => {
    const { show, told } = start();
    show({ ...talk, soundFault: 'media.noRemoteAudio' });
    expect(told()).toEqual([['sound:c', 'media.noRemoteAudio c']]);
    show({ ...talk, recording: { kind: 'failed', code: 'recording.diskFull' } });
    expect(told()).toEqual([['recording:c', 'recording.diskFull c']]);
    show({ ...talk, soundFault: 'media.noRemoteAudio' });
    show({ ...talk, state: 'ended', soundFault: 'media.noRemoteAudio' });
    expect(told()).toEqual([]);
  });

  it('tell once of a change of the media that was refused, while the call goes on', () => {
    const { show, told, advance } = start();
    const changeRefused = { code: 'media.noCommonCodec', at: 5 } as const;
    show({ ...talk, changeRefused });
    expect(told()).toEqual([['call:changeRefused', 'media.changeRefused null']]);
    advance(20_000);
    show({ ...talk, changeRefused });
    expect(told()).toEqual([]);
    show({ ...talk, changeRefused: { ...changeRefused, at: 6 } });
    expect(told()).toHaveLength(1);
  });

  it('have nothing to tell of the end of a call: the call bar does', () => {
    const { show, told } = start();
    show(ended);
    expect(told()).toEqual([]);
  });

  it('say that the phone window went away in a call, until the call is seen again', () => {
    const { problems, show, told } = start();
    show({ ...talk, soundFault: 'media.noRemoteAudio' });
    problems.handlePhoneAway();
    expect(told()).toEqual([['phone:awayInCall', 'phone.awayInCall null']]);
    show(talk);
    expect(told()).toEqual([]);
    show(ended);
    problems.handlePhoneAway();
    expect(told()).toEqual([]);
  });
});
