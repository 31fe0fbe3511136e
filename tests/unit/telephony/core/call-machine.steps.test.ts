import { describe, expect, it } from 'vitest';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import {
  type BookEvent,
  emptyBook,
  reduceBook,
  toSnapshot,
} from '../../../../src/telephony/core/call-book.ts';
import {
  type CallBirth,
  type CallState,
  beginCall,
  callTimes,
  reduceCall,
} from '../../../../src/telephony/core/call-machine.ts';

type LaterEvent = Parameters<typeof reduceCall>[1];

const callId = 'a';
const number = normaliseNumber('19900000123');
const colleague = normaliseNumber('1002');
const alerting = {
  kind: 'alerting',
  callId,
  at: 1000,
  rawNumber: '19900000123',
  displayName: '王某',
  lineName: '水务热线',
  ticketNo: 'SW20261123-0001',
  queuedMs: 6000,
} as const satisfies CallBirth;
const dialling = {
  kind: 'dialling',
  callId,
  at: 1000,
  rawNumber: '19900000123',
  ticketNo: null,
  purpose: 'consult',
  servesCallId: 'b',
} as const satisfies CallBirth;
const connected = { kind: 'connected', callId, at: 2000 } as const;
const ended = { kind: 'ended', callId, at: 9000, reason: 'citizenHungUp', code: null } as const;
const agentHold = (at: number, held: boolean) => ({ kind: 'agentHold', callId, at, held }) as const;
const farHold = (at: number, held: boolean) => ({ kind: 'farHold', callId, at, held }) as const;

const ringing = beginCall(alerting, number);
const later = (state: CallState, ...events: LaterEvent[]) =>
  events.reduce((step, event) => reduceCall(step.state, event), {
    state,
    effects: [],
  } as ReturnType<typeof reduceCall>);
const talking = later(ringing, connected).state;

describe('a call at its beginning', () => {
  it('is all that the PBX told, and nothing else', () => {
    expect(beginCall(alerting, number)).toEqual({
      view: {
        callId,
        direction: 'inbound',
        number,
        displayName: '王某',
        ticketNo: 'SW20261123-0001',
        lineName: '水务热线',
        queuedMs: 6000,
        state: 'alerting',
        muted: false,
        purpose: 'plain',
        servesCallId: null,
        joinedWith: null,
        transferredTo: null,
        silenced: false,
        transferring: false,
        heldBy: 'nobody',
        startedAt: 1000,
        answeredAt: null,
        endedAt: null,
        endReason: null,
        recording: { kind: 'none' },
        quality: null,
      },
      heldMs: 0,
      heldSince: null,
      ignored: 0,
    });
    expect(beginCall(dialling, number).view).toEqual({
      ...ringing.view,
      direction: 'outbound',
      displayName: '',
      ticketNo: null,
      lineName: '',
      queuedMs: null,
      state: 'dialling',
      purpose: 'consult',
      servesCallId: 'b',
    });
  });

  it('knows the moment of the second path and who handed it over, where there are such', () => {
    const second = beginCall({ ...alerting, secondPathMs: 8000 }, number, colleague).view;
    expect(second).toMatchObject({ secondPathAt: 9000, handedOverBy: colleague });
    expect(beginCall(alerting, number, normaliseNumber('')).view).not.toHaveProperty(
      'handedOverBy',
    );
  });
});

describe('each event of a call', () => {
  const onlyAnswered: readonly LaterEvent[] = [
    agentHold(2100, true),
    farHold(2100, true),
    { kind: 'changeRefused', callId, at: 2100, code: 'media.noCommonCodec' },
    { kind: 'muted', callId, at: 2100, muted: true },
    { kind: 'recordingLight', callId, light: { kind: 'starting' } },
    { kind: 'quality', callId, quality: { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: 2 } },
    { kind: 'transferring', callId, at: 2100, to: '1003' },
    { kind: 'joined', callId, at: 2100, withCallId: 'b' },
    { kind: 'soundFault', callId, code: 'media.noRemoteAudio' },
  ];
  it.each(onlyAnswered)('$kind is ignored before the answer', (event) => {
    expect(reduceCall(ringing, event)).toEqual({ state: { ...ringing, ignored: 1 }, effects: [] });
  });

  it.each<readonly [LaterEvent, object]>([
    [
      { kind: 'changeRefused', callId, at: 2100, code: 'media.noCommonCodec' },
      { changeRefused: { code: 'media.noCommonCodec', at: 2100 } },
    ],
    [
      { kind: 'transferring', callId, at: 2100, to: '1003' },
      { transferring: true, transferredTo: '1003' },
    ],
    [{ kind: 'joined', callId, at: 2100, withCallId: 'b' }, { joinedWith: 'b' }],
    [{ kind: 'strayHangUp', callId, at: 2100 }, { strayHangUpAt: 2100 }],
    [
      { kind: 'soundFault', callId, code: 'media.noRemoteAudio' },
      { soundFault: 'media.noRemoteAudio' },
    ],
    [
      { kind: 'recordingLight', callId, light: { kind: 'starting' } },
      { recording: { kind: 'starting' } },
    ],
    [
      { kind: 'quality', callId, quality: { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: 2 } },
      { quality: { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: 2 } },
    ],
  ])('%o changes its own part of the view', (event, change) => {
    expect(reduceCall(talking, event)).toEqual({
      state: { ...talking, view: { ...talking.view, ...change } },
      effects: [],
    });
  });

  it('a transfer that failed leaves no goal behind', () => {
    const { view } = later(
      talking,
      { kind: 'transferring', callId, at: 2100, to: '1003' },
      { kind: 'transferring', callId, at: 2200, to: null },
    ).state;
    expect([view.transferring, view.transferredTo]).toEqual([false, null]);
  });

  it('the answer starts one recording, never before the ring', () => {
    expect(later(ringing, { ...connected, at: 10 }).effects).toEqual([
      { kind: 'startRecording', callId, at: 1000 },
    ]);
    expect(later(ringing, connected).state.view).toMatchObject({
      answeredAt: 2000,
      recording: { kind: 'starting' },
    });
    expect(reduceCall(talking, connected)).toEqual({
      state: { ...talking, ignored: 1 },
      effects: [],
    });
  });

  it('a ring is silenced once, a talk not at all', () => {
    const silenced = { kind: 'silenced', callId, at: 1500 } as const;
    const once = reduceCall(ringing, silenced);
    expect(once).toEqual({
      state: { ...ringing, view: { ...ringing.view, silenced: true } },
      effects: [],
    });
    expect(reduceCall(once.state, silenced).state.ignored).toBe(1);
    expect(reduceCall(talking, silenced).state).toEqual({ ...talking, ignored: 1 });
  });

  it('mute and hold have a mark each, with a beginning and an end', () => {
    const mute = (muted: boolean) => ({ kind: 'muted', callId, at: 2100, muted }) as const;
    const muted = reduceCall(talking, mute(true));
    expect(muted.effects).toEqual([{ kind: 'beginMark', callId, mark: 'mute' }]);
    expect(reduceCall(muted.state, mute(true)).state.ignored).toBe(1);
    expect(reduceCall(muted.state, mute(false)).effects).toEqual([
      { kind: 'endMark', callId, mark: 'mute' },
    ]);
    const held = reduceCall(muted.state, agentHold(3000, true));
    expect(held.effects).toEqual([{ kind: 'beginMark', callId, mark: 'hold' }]);
    const over = reduceCall(held.state, ended);
    expect(over.effects).toEqual([
      { kind: 'endMark', callId, mark: 'mute' },
      { kind: 'endMark', callId, mark: 'hold' },
      { kind: 'stopRecording', callId },
    ]);
    expect(over.state).toMatchObject({
      heldMs: 6000,
      heldSince: null,
      view: { state: 'ended', endReason: 'citizenHungUp', transferring: false, joinedWith: null },
    });
  });

  it('an end lets go of a transfer and of a pair', () => {
    const busy = later(
      talking,
      { kind: 'transferring', callId, at: 2100, to: '1003' },
      { kind: 'joined', callId, at: 2100, withCallId: 'b' },
      ended,
    ).state.view;
    expect([busy.transferring, busy.joinedWith]).toEqual([false, null]);
  });
});

describe('who holds', () => {
  it('each side begins and ends its own hold, whatever the other does', () => {
    const walk = [
      [agentHold(3000, true), 'agent', 'held'],
      [farHold(4000, true), 'both', 'held'],
      [farHold(5000, false), 'agent', 'held'],
      [farHold(5500, true), 'both', 'held'],
      [agentHold(6000, false), 'citizen', 'held'],
      [agentHold(6500, true), 'both', 'held'],
      [agentHold(6600, false), 'citizen', 'held'],
      [farHold(7000, false), 'nobody', 'connected'],
    ] as const;
    let step = { state: talking, effects: [] } as ReturnType<typeof reduceCall>;
    for (const [index, [event, heldBy, state]] of walk.entries()) {
      step = reduceCall(step.state, event);
      expect(step.state.view).toMatchObject({ heldBy, state });
      expect(step.state.view.heldSince).toBe(heldBy === 'nobody' ? undefined : 3000);
      const isEdge = index === 0 || index === walk.length - 1;
      expect(step.effects).toHaveLength(isEdge ? 1 : 0);
    }
    expect(step.state).toMatchObject({ heldMs: 4000, heldSince: null, ignored: 0 });
    expect(reduceCall(step.state, farHold(7100, false)).state.ignored).toBe(1);
  });

  it('two holds add up, also when the second lasts to the end', () => {
    const { state } = later(
      talking,
      agentHold(3000, true),
      agentHold(4000, false),
      farHold(6000, true),
    );
    expect(callTimes(state, 8000)).toEqual({ talkMs: 3000, heldMs: 3000 });
    expect(callTimes(later(state, ended).state, 99_000)).toEqual({ talkMs: 3000, heldMs: 4000 });
    expect(callTimes(ringing, 8000)).toEqual({ talkMs: 0, heldMs: 0 });
  });

  it('no time is counted twice when the clock is set back in a hold', () => {
    const held = later(talking, agentHold(5000, true)).state;
    expect(callTimes(held, 3000)).toEqual({ talkMs: 3000, heldMs: 0 });
    const { state } = reduceCall(held, { ...ended, at: 3000 });
    expect(state).toMatchObject({ heldMs: 0, view: { endedAt: 5000 } });
  });
});

describe('who is at the other end', () => {
  const identified = (raw: string, changes: Partial<Extract<LaterEvent, { kind: 'identified' }>>) =>
    ({
      kind: 'identified',
      callId,
      at: 3000,
      number: normaliseNumber(raw),
      displayName: '',
      ticketNo: null,
      retargets: true,
      ...changes,
    }) as const;

  it('has the ticket that the PBX names with the new number, else the one there was', () => {
    const other = identified('19900000777', {});
    expect(reduceCall(talking, other).state.view).toMatchObject({
      ticketNo: 'SW20261123-0001',
      displayName: '',
      handedOverBy: number,
    });
    const named = identified('19900000777', { ticketNo: 'SW20261123-0002' });
    expect(reduceCall(talking, named).state.view.ticketNo).toBe('SW20261123-0002');
  });

  it.each([
    ['the same name', identified('19900000123', { displayName: '王某' })],
    ['no name', identified('19900000123', {})],
    ['nobody', identified('', { displayName: 'PBX' })],
    ['another number in an answer', identified('19900000777', { retargets: false })],
  ])('stays as it is when told %s', (_title, event) => {
    expect(reduceCall(talking, event)).toEqual({ state: { ...talking, ignored: 1 }, effects: [] });
  });

  it('takes another name for the same number', () => {
    const event = identified('19900000123', { displayName: '李某' });
    expect(reduceCall(talking, event)).toEqual({
      state: { ...talking, view: { ...talking.view, displayName: '李某' } },
      effects: [],
    });
  });
});

describe('the book of calls', () => {
  const run = (...events: BookEvent[]) =>
    events.reduce<ReturnType<typeof reduceBook>>(
      (step, event) => reduceBook(step.book, event, normaliseNumber),
      { book: emptyBook, effects: [] },
    );

  it('publishes what was proven of the seat, each proof beside the others', () => {
    const failed = { kind: 'failed', at: 5, code: 'media.microphoneDenied' } as const;
    const { book, effects } = run(
      { kind: 'proof', of: 'microphone', proof: failed },
      { kind: 'testRing', at: 7 },
    );
    expect(effects).toEqual([]);
    expect(book).toEqual({
      ...emptyBook,
      proofs: { ...emptyBook.proofs, microphone: failed, testRing: { kind: 'ok', at: 7 } },
    });
    expect(run({ kind: 'proof', of: 'microphone', proof: failed }).effects).toEqual([]);
  });

  it.each<BookEvent>([
    { kind: 'registration', state: { kind: 'connecting', attempt: 0 } },
    { kind: 'microphone', state: { kind: 'unknown' } },
    { kind: 'forget', callId: 'unknown' },
    { kind: 'forgetLost', at: 1 },
    alerting,
    { ...ended, callId: 'unknown' },
  ])('asks for nothing after $kind', (event) => {
    expect(run(event).effects).toEqual([]);
  });

  it('passes on what a call asks for and asks to be reminded of its end once', () => {
    expect(run(alerting, connected).effects).toEqual([
      { kind: 'startRecording', callId, at: 2000 },
    ]);
    expect(run(alerting, connected, ended).effects).toEqual([
      { kind: 'stopRecording', callId },
      { kind: 'forgetLater', callId },
    ]);
    const light = { kind: 'recordingLight', callId, light: { kind: 'starting' } } as const;
    expect(run(alerting, connected, ended, light).effects).toEqual([]);
  });

  it('reads who handed a call over, of those that ring only', () => {
    const view = (event: BookEvent) => toSnapshot(run(event).book).calls[0];
    expect(view({ ...alerting, rawHandedOverBy: '1002' })?.handedOverBy).toEqual(colleague);
    expect(view(alerting)).not.toHaveProperty('handedOverBy');
    expect(view(dialling)).not.toHaveProperty('handedOverBy');
  });

  it('tells of lost calls as long as they are shown', () => {
    const lost = { kind: 'callLost', at: 5 } as const;
    expect(toSnapshot(run(lost).book).lostCalls).toEqual({ count: 1, at: 5 });
    expect(run(lost, { kind: 'forgetLost', at: 5 })).toEqual({ book: emptyBook, effects: [] });
    expect(toSnapshot(emptyBook)).not.toHaveProperty('lostCalls');
  });

  it('drops the oldest when all are running, and none as long as there is room', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...alerting, callId: `call-${index}` }));
    expect(run(...many(16)).book.calls).toHaveLength(16);
    expect(run(...many(17)).book.calls.map(({ view }) => view.callId)).toEqual(
      many(17)
        .slice(1)
        .map((event) => event.callId),
    );
  });
});
