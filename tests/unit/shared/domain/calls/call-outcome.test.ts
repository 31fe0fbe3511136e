import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallOutcome,
  outcomesBetween,
  remember,
} from '../../../../../src/shared/domain/calls/call-outcome.ts';
import type { CallView, EndReason } from '../../../../../src/shared/domain/calls/call.ts';
import type { ErrorCode } from '../../../../../src/shared/error-codes.ts';
import { normaliseNumber } from '../../../../../src/shared/numbers/phone-number.ts';
import { createFakePhone } from '../../../../../src/telephony/fake/fake-phone.ts';
import { emptyBook, reduceBook, toSnapshot } from '../../../../../src/telephony/core/call-book.ts';
import { createFakeTimers } from '../../../../support/fake-timers.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const talk = (changes: Partial<CallView> = {}) =>
  aCallView({ state: 'connected', answeredAt: 1, ...changes });
const over = (call: CallView, endReason: EndReason, endCode?: ErrorCode): CallView => ({
  ...call,
  state: 'ended',
  endedAt: 9,
  endReason,
  endCode,
  joinedWith: null,
});
const kinds = (before: readonly CallView[], after: readonly CallView[]) =>
  outcomesBetween(before, after).map(({ kind }) => kind);

describe('what has become of a call', () => {
  const dialled = aCallView({ state: 'dialling', direction: 'outbound' });
  const rings = aCallView();

  it.each([
    [dialled, 'busy', 'sip.busy', 'busy'],
    [dialled, 'busy', 'sip.refused', 'refused'],
    [dialled, 'noAnswer', 'sip.noAnswer', 'noAnswer'],
    [dialled, 'failed', 'sip.numberNotFound', 'wrongNumber'],
    [dialled, 'failed', 'sip.pbxSilent', 'failed'],
    [dialled, 'cancelled', undefined, 'iCancelled'],
    [rings, 'missed', undefined, 'farGaveUp'],
    [rings, 'cancelled', undefined, 'takenElsewhere'],
    [rings, 'declined', undefined, 'iDeclined'],
    [talk(), 'citizenHungUp', undefined, 'farHungUp'],
    [talk(), 'agentHungUp', undefined, 'iHungUp'],
    [talk(), 'failed', 'sip.callCut', 'cut'],
    [talk(), 'toSurvey', undefined, 'surveyed'],
  ] as const)('is told: %#, by %s', (call, reason, code, kind) => {
    expect(kinds([call], [over(call, reason, code)])).toEqual([kind]);
  });

  it('says to whom a call went, and nothing of the consultation that went with it', () => {
    const citizen = talk({ transferredTo: '96510' });
    const consult = talk({ purpose: 'consult', servesCallId: citizen.callId });
    const told = outcomesBetween(
      [citizen, consult],
      [over(citizen, 'transferred'), over(consult, 'transferred')],
    );
    expect(told.map(({ kind, to, quiet }) => [kind, to, quiet])).toEqual([
      ['transferred', '96510', false],
      ['transferred', null, true],
    ]);
  });

  it('tells what ended last as the last, whichever call began last: a page that was loaded anew sees all ends at once', () => {
    const long = { ...over(talk(), 'citizenHungUp'), endedAt: 30 };
    const short = { ...over(rings, 'missed'), endedAt: 20 };
    expect(kinds([], [long, short])).toEqual(['farGaveUp', 'farHungUp']);
  });

  it('tells a transfer that came back while the call goes on', () => {
    const under = talk({ transferring: true, transferredTo: '96510' });
    const back = { ...under, transferring: false, transferredTo: null };
    expect(outcomesBetween([under], [back])).toMatchObject([
      { kind: 'transferRefused', to: '96510' },
    ]);
  });

  it('tells of a citizen who leaves who is still there, and that a colleague is no longer rung', () => {
    const citizen = talk({ state: 'held', heldBy: 'agent' });
    const consult = talk({ purpose: 'consult', servesCallId: citizen.callId });
    const left = over(citizen, 'citizenHungUp');
    expect(outcomesBetween([citizen, consult], [left, consult])).toMatchObject([
      { kind: 'farHungUp', stillThere: consult.number },
    ]);
    const rung = aCallView({
      state: 'dialling',
      purpose: 'consult',
      servesCallId: citizen.callId,
    });
    expect(kinds([left, rung], [left, over(rung, 'cancelled')])).toEqual(['consultStopped']);
  });

  it('tells who joined a conference and who left it', () => {
    const citizen = talk();
    const consult = talk({ purpose: 'consult', servesCallId: citizen.callId });
    const joined = [
      { ...citizen, joinedWith: consult.callId },
      { ...consult, joinedWith: citizen.callId },
    ];
    expect(kinds([citizen, consult], joined)).toEqual(['conferenceJoined']);
    const parted = [citizen, over(consult, 'citizenHungUp')];
    expect(kinds(joined, parted)).toEqual(['leftConference']);
    const room = talk({ purpose: 'conference' });
    expect(kinds([{ ...room, answeredAt: null, state: 'dialling' }], [room])).toEqual([
      'conferenceJoined',
    ]);
    expect(kinds([room], [over(room, 'agentHungUp')])).toEqual(['iLeftConference']);
  });

  it('does not tell an end again when the phone page was away in between', () => {
    const ended = over(talk(), 'citizenHungUp');
    const whileAway = remember([ended], []);
    expect(outcomesBetween(whileAway, [ended])).toEqual([]);
  });
});

type Act = readonly [
  what:
    | 'ring'
    | 'dial'
    | 'consult'
    | 'answer'
    | 'end'
    | 'leave'
    | 'join'
    | 'hand'
    | 'blind'
    | 'forget'
    | 'away',
  at: number,
];

/** Random shifts on the scripted phone, looked at from time to time as the page does. */
describe('over any course of calls', () => {
  const acts: fc.Arbitrary<readonly Act[]> = fc.array(
    fc.tuple(
      fc.constantFrom(
        'ring',
        'dial',
        'consult',
        'answer',
        'end',
        'leave',
        'join',
        'hand',
        'blind',
        'forget',
        'away',
      ),
      fc.nat(5),
    ),
    { maxLength: 60 },
  );

  it('each leg that ends is told exactly once, and none that goes on', async () => {
    await fc.assert(
      fc.asyncProperty(acts, fc.infiniteStream(fc.boolean()), async (course, looks) => {
        const shift = await liveShift(course, looks);
        const ends = shift.told.filter(({ kind }) => !turns.has(kind)).map(({ callId }) => callId);
        expect([...ends].toSorted()).toEqual([...shift.ended].toSorted());
      }),
      { numRuns: 300 },
    );
  });
});

const turns: ReadonlySet<CallOutcome['kind']> = new Set([
  'conferenceJoined',
  'transferRefused',
  'strayHangUp',
]);

async function liveShift(course: readonly Act[], looks: Iterable<boolean>) {
  const timers = createFakeTimers(1_000_000);
  const outcomes = ['answers', 'rings', 'busy', 'unknown'] as const;
  let ids = 0;
  const { phone, script } = createFakePhone({
    clock: timers.clock,
    newCallId: () => `in-${(ids += 1)}`,
    outcomeOf: (number) => outcomes[Number(number.at(-1)) % 4] ?? 'answers',
  });
  let book = emptyBook;
  /** A phone may say it twice, as the scripted one does of a call handed over to itself. */
  const ended = new Set<string>();
  phone.subscribe((event) => {
    if (event.kind === 'ended') ended.add(event.callId);
    book = reduceBook(book, event, (raw) => normaliseNumber(raw)).book;
  });
  const told: CallOutcome[] = [];
  let before: readonly CallView[] = [];
  const look = (calls: readonly CallView[]) => {
    told.push(...outcomesBetween(before, calls));
    before = remember(before, calls);
  };
  const pick = (at: number) =>
    script.running()[at % Math.max(1, script.running().length)] ?? 'none';
  const dial = (at: number, citizen: string | null) =>
    phone.dial({
      callId: `out-${(ids += 1)}`,
      number: `100${at}`,
      dialString: `100${at}`,
      ticketNo: null,
      purpose: citizen === null ? 'plain' : 'consult',
      servesCallId: citizen,
    });
  const eyes = looks[Symbol.iterator]();
  for (const [what, at] of course) {
    await carryOut({ phone, script, pick, dial }, what, at).catch(() => undefined);
    if (what === 'away') look([]);
    // An ended call is shown for long enough to be seen once; only then is it forgotten.
    if (what === 'forget' || eyes.next().value === true) look(toSnapshot(book).calls);
    if (what === 'forget')
      book = { ...book, calls: book.calls.filter(({ view }) => view.state !== 'ended') };
  }
  look(toSnapshot(book).calls);
  return { told, ended };
}

interface Hands {
  readonly phone: ReturnType<typeof createFakePhone>['phone'];
  readonly script: ReturnType<typeof createFakePhone>['script'];
  readonly pick: (at: number) => string;
  readonly dial: (at: number, citizen: string | null) => Promise<void>;
}

async function carryOut({ phone, script, pick, dial }: Hands, what: Act[0], at: number) {
  switch (what) {
    case 'ring':
      return void script.ring({ rawNumber: `1990000010${at}` });
    case 'dial':
      return dial(at, null);
    case 'consult':
      return dial(at, pick(at));
    case 'answer':
      return phone.answer(pick(at));
    case 'end':
      return phone.hangUp(pick(at));
    case 'leave':
      return script.leave(pick(at));
    case 'join':
      return phone.join(pick(at), pick(at + 1));
    case 'hand':
      return phone.transfer({
        callId: pick(at),
        target: { kind: 'call', callId: pick(at + 1) },
        reason: 'transferred',
      });
    case 'blind':
      return phone.transfer({
        callId: pick(at),
        target: { kind: 'number', number: `100${at}`, dialString: `100${at}` },
        reason: 'toSurvey',
      });
    case 'forget':
    case 'away':
      return undefined;
  }
}
