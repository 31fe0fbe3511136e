import { describe, expect, it } from 'vitest';
import type { CallView } from '../../../../src/shared/domain/calls/call.ts';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import { createNotifier } from '../../../../src/renderer/phone/notifier.ts';
import { toneFor } from '../../../../src/renderer/phone/ringer.ts';
import { beginCall } from '../../../../src/telephony/core/call-machine.ts';

const dialling = {
  kind: 'dialling',
  callId: 'a',
  at: 1,
  rawNumber: '19900000123',
  ticketNo: null,
  purpose: 'plain',
  servesCallId: null,
} as const;
const aCall = (callId: string, state: CallView['state'], lineName = ''): CallView => ({
  ...beginCall(dialling, normaliseNumber(dialling.rawNumber)).view,
  callId,
  state,
  lineName,
});
const silence = () => false;

describe('ringer', () => {
  it('rings while somebody calls and nobody talks', () => {
    expect(toneFor([aCall('a', 'alerting')], silence)).toBe('ring');
    expect(toneFor([aCall('a', 'ended')], silence)).toBeNull();
  });

  it('knocks while the agent talks or holds and another citizen calls', () => {
    expect(toneFor([aCall('a', 'connected'), aCall('b', 'alerting')], silence)).toBe('knock');
    expect(toneFor([aCall('a', 'held'), aCall('b', 'alerting')], silence)).toBe('knock');
    expect(toneFor([aCall('a', 'connected')], silence)).toBeNull();
  });

  it('is silent for a call that the agent has silenced, and rings for the next one', () => {
    const silenced = { ...aCall('a', 'alerting'), silenced: true };
    expect(toneFor([silenced], silence)).toBeNull();
    expect(toneFor([silenced, aCall('b', 'alerting')], silence)).toBe('ring');
  });

  it('gives ringback only until the PBX itself sends sound', () => {
    expect(toneFor([aCall('a', 'dialling')], silence)).toBe('ringback');
    expect(toneFor([aCall('a', 'dialling')], () => true)).toBeNull();
  });
});

describe('notifier', () => {
  it('shows one notification per alerting call, without a number, and takes it back', () => {
    const shown: string[] = [];
    const takenBack: string[] = [];
    const notifier = createNotifier({
      title: '新来电',
      body: '请接听',
      show: (title, body) => {
        shown.push(`${title} ${body}`);
        return () => takenBack.push(body);
      },
    });
    notifier.update([aCall('a', 'alerting', '水务热线 8273')]);
    notifier.update([aCall('a', 'alerting', '水务热线 8273'), aCall('b', 'alerting')]);
    expect(shown).toEqual(['新来电 水务热线 8273', '新来电 请接听']);
    notifier.update([aCall('a', 'connected'), aCall('b', 'ended')]);
    expect(takenBack).toEqual(['水务热线 8273', '请接听']);
  });
});
