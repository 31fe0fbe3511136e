import { describe, expect, it } from 'vitest';
import type { CallerNumber } from '../../../../src/shared/domain/calls/caller-number.ts';
import {
  type CallBirth,
  type CallEffect,
  type CallState,
  beginCall,
  callTimes,
  reduceCall,
} from '../../../../src/telephony/core/call-machine.ts';

type LaterEvent = Parameters<typeof reduceCall>[1];
type Walked = Exclude<LaterEvent, { kind: 'recordingLight' | 'quality' | 'soundFault' }>;

const number: CallerNumber = {
  raw: '19900000123',
  key: '+8619900000123',
  display: '199 0000 0123',
  kind: 'mobile',
};
const callId = 'call-1';
const inbound: CallBirth = {
  kind: 'alerting',
  callId,
  at: 1000,
  rawNumber: number.raw,
  displayName: '',
  lineName: '水务热线 8273',
  ticketNo: 'SW20261123-0001',
  queuedMs: 6000,
};
const outbound: CallBirth = {
  kind: 'dialling',
  callId,
  at: 1000,
  rawNumber: number.raw,
  ticketNo: null,
  purpose: 'plain',
  servesCallId: null,
};

/** Every event that can come from a phone, at a time that grows with the depth of the walk. */
const alphabet: ((at: number) => Walked)[] = [
  (at) => ({ kind: 'connected', callId, at }),
  (at) => ({ kind: 'agentHold', callId, at, held: true }),
  (at) => ({ kind: 'agentHold', callId, at, held: false }),
  (at) => ({ kind: 'farHold', callId, at, held: true }),
  (at) => ({ kind: 'farHold', callId, at, held: false }),
  (at) => ({ kind: 'changeRefused', callId, at, code: 'media.noCommonCodec' }),
  (at) => ({ kind: 'muted', callId, at, muted: true }),
  (at) => ({ kind: 'muted', callId, at, muted: false }),
  (at) => ({ kind: 'ended', callId, at, reason: 'citizenHungUp', code: null }),
];

describe('call machine, walked through every order of events', () => {
  it.each([
    ['inbound', inbound],
    ['outbound', outbound],
  ] as const)('keeps its laws on each of the %s paths up to depth 9', (_name, birth) => {
    const broken: string[] = [];
    let steps = 0;
    const walk = (
      state: CallState,
      effects: readonly CallEffect[],
      path: readonly string[],
      depth: number,
    ) => {
      if (depth === 9) return;
      for (const make of alphabet) {
        const event = make(1000 + (depth + 1) * 10);
        const step = reduceCall(state, event);
        steps += 1;
        const all = [...effects, ...step.effects];
        const law = brokenLaw(state, event, step.state, all);
        const name =
          'held' in event
            ? `${event.kind}:${event.held}`
            : 'muted' in event
              ? `${event.kind}:${event.muted}`
              : event.kind;
        if (law) broken.push(`${law} after ${[...path, name].join(' ')}`);
        if (broken.length > 3) return;
        const changed = step.state.ignored === state.ignored;
        if (changed && step.state.view.state !== 'ended')
          walk(step.state, all, [...path, name], depth + 1);
      }
    };
    walk(beginCall(birth, number), [], [], 0);
    expect(broken).toEqual([]);
    expect(steps).toBeGreaterThan(10_000);
  });

  it('hears of the recording of a very short call after its end', () => {
    const ended = run(inbound, ['connected', 'ended']);
    const light = { kind: 'recording', recordingId: 'rec', bytesOnDisk: 9 } as const;
    const { state } = reduceCall(ended, { kind: 'recordingLight', callId, light });
    expect(state.view).toEqual({ ...ended.view, recording: light });
  });

  it('shows that nothing arrives from the citizen until something does', () => {
    const talking = run(inbound, ['connected']);
    const code = 'media.noRemoteAudio';
    const deaf = reduceCall(talking, { kind: 'soundFault', callId, code }).state;
    expect(deaf.view.soundFault).toBe(code);
    const again = reduceCall(deaf, { kind: 'soundFault', callId, code: null }).state;
    expect(again.view.soundFault).toBeUndefined();
  });

  it('says of an ended call why, where there is something to tell', () => {
    const refused = { kind: 'ended', callId, at: 2000, reason: 'failed' } as const;
    const code = 'media.noCommonCodec';
    const { state } = reduceCall(beginCall(inbound, number), { ...refused, code });
    expect(state.view).toMatchObject({ endReason: 'failed', endCode: code });
    expect(run(inbound, ['connected', 'ended']).view.endCode).toBeUndefined();
  });

  it('leaves an ended call as it is, whatever comes late', () => {
    const ended = run(inbound, ['connected', 'ended']);
    for (const make of alphabet) {
      const after = reduceCall(ended, make(5000));
      expect({ ...after.state, ignored: 0 }).toEqual({ ...ended, ignored: 0 });
      expect(after.state.ignored).toBe(ended.ignored + 1);
      expect(after.effects).toEqual([]);
    }
  });

  it('counts hold of both sides once and gives talk and hold time that add up to the answered time', () => {
    let state = run(inbound, ['connected']);
    const at = (ms: number) => 1010 + ms;
    state = reduceCall(state, { kind: 'agentHold', callId, at: at(1000), held: true }).state;
    state = reduceCall(state, { kind: 'farHold', callId, at: at(2000), held: true }).state;
    state = reduceCall(state, { kind: 'agentHold', callId, at: at(3000), held: false }).state;
    expect(state.view).toMatchObject({ state: 'held', heldBy: 'citizen' });
    expect(callTimes(state, at(3500))).toEqual({ talkMs: 1000, heldMs: 2500 });
    state = reduceCall(state, { kind: 'farHold', callId, at: at(4000), held: false }).state;
    state = reduceCall(state, {
      kind: 'ended',
      callId,
      at: at(6000),
      reason: 'agentHungUp',
      code: null,
    }).state;
    expect(callTimes(state, at(9000))).toEqual({ talkMs: 3000, heldMs: 3000 });
  });

  it('never lets time run backwards when the clock of the PC is set back', () => {
    let state = run(inbound, ['connected']);
    state = reduceCall(state, { kind: 'agentHold', callId, at: 500, held: true }).state;
    state = reduceCall(state, {
      kind: 'ended',
      callId,
      at: 10,
      reason: 'agentHungUp',
      code: null,
    }).state;
    expect(state.view.endedAt).toBe(state.view.answeredAt);
    expect(callTimes(state, 0)).toEqual({ talkMs: 0, heldMs: 0 });
  });

  it('shows light and quality only of a call that was answered', () => {
    const light = { kind: 'recordingLight', callId, light: { kind: 'starting' } } as const;
    const before = beginCall(inbound, number);
    expect(reduceCall(before, light).state.view.recording).toEqual({ kind: 'none' });
    const quality = { mos: 4.3, lossPercent: 0, jitterMs: 2, rttMs: 4 };
    const after = reduceCall(run(inbound, ['connected']), { kind: 'quality', callId, quality });
    expect(after.state.view.quality).toEqual(quality);
  });
});

function run(birth: CallBirth, kinds: readonly ('connected' | 'ended')[]): CallState {
  return kinds.reduce(
    (state, kind, index) => {
      const at = birth.at + 10 * (index + 1);
      const event: LaterEvent =
        kind === 'connected'
          ? { kind, callId, at }
          : { kind, callId, at, reason: 'citizenHungUp', code: null };
      return reduceCall(state, event).state;
    },
    beginCall(birth, number),
  );
}

/** The first law that a step breaks, or null. */
function brokenLaw(
  before: CallState,
  event: Walked,
  after: CallState,
  effects: readonly CallEffect[],
): string | null {
  const { view } = after;
  const count = (kind: CallEffect['kind']) =>
    effects.filter((effect) => effect.kind === kind).length;
  const answered = view.answeredAt !== null;
  const ended = view.state === 'ended';
  if (before.view.answeredAt !== null && view.answeredAt !== before.view.answeredAt)
    return 'the answer moved';
  if (count('startRecording') !== (answered ? 1 : 0))
    return 'an answered call has exactly one recording';
  if (count('stopRecording') !== (answered && ended ? 1 : 0))
    return 'a recording stops once, at the end';
  if (ended && count('beginMark') !== count('endMark')) return 'marks are closed at the end';
  if (!ended && (view.state === 'held') !== (view.heldBy !== 'nobody'))
    return 'held means held by somebody';
  if ((view.heldBy !== 'nobody' && !ended) !== (after.heldSince !== null))
    return 'the hold timer runs while held';
  if (!answered && (view.muted || view.heldBy !== 'nobody'))
    return 'only answered calls are muted or held';
  const times = callTimes(after, event.at);
  const span = answered ? (view.endedAt ?? event.at) - (view.answeredAt ?? 0) : 0;
  if (times.talkMs + times.heldMs !== span) return 'talk and hold add up';
  if (after.ignored !== before.ignored && after.view !== before.view)
    return 'an ignored event changes nothing';
  return null;
}
