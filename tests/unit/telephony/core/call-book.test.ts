import { describe, expect, it } from 'vitest';
import { normaliseNumber } from '../../../../src/shared/numbers/phone-number.ts';
import {
  type BookEvent,
  type CallBook,
  emptyBook,
  reduceBook,
  toSnapshot,
} from '../../../../src/telephony/core/call-book.ts';

const readNumber = (raw: string) => normaliseNumber(raw);
const alerting = (callId: string, at = 1000, rawNumber = '19900000123'): BookEvent => ({
  kind: 'alerting',
  callId,
  at,
  rawNumber,
  displayName: '',
  lineName: '',
  ticketNo: null,
  queuedMs: null,
});
const dialling = (callId: string, rawNumber: string): BookEvent => ({
  kind: 'dialling',
  callId,
  at: 1000,
  rawNumber,
  ticketNo: null,
  purpose: 'plain',
  servesCallId: null,
});
const ended = (callId: string, at = 2000): BookEvent => ({
  kind: 'ended',
  callId,
  at,
  reason: 'missed',
  code: null,
});
const run = (...events: BookEvent[]) =>
  events.reduce<{ book: CallBook; effects: readonly unknown[] }>(
    (step, event) => reduceBook(step.book, event, readNumber),
    { book: emptyBook, effects: [] },
  );

describe('call book', () => {
  it('publishes running calls whole, oldest first', () => {
    const { book } = run(alerting('a'), alerting('b'), {
      kind: 'connected',
      callId: 'a',
      at: 1500,
    });
    expect(toSnapshot(book).calls.map((call) => [call.callId, call.state])).toEqual([
      ['a', 'connected'],
      ['b', 'alerting'],
    ]);
    expect(toSnapshot(book).calls[0]?.number.display).toBe('199 0000 0123');
  });

  it('keeps an ended call until it is forgotten, and asks for that once', () => {
    const first = run(alerting('a'), ended('a'));
    expect(first.effects).toEqual([{ kind: 'forgetLater', callId: 'a' }]);
    const second = reduceBook(first.book, ended('a'), readNumber);
    expect(second.effects).toEqual([]);
    expect(reduceBook(second.book, { kind: 'forget', callId: 'a' }, readNumber).book.calls).toEqual(
      [],
    );
  });

  it('counts calls that could not be rung, until the last of them has been shown long enough', () => {
    const { book, effects } = run({ kind: 'callLost', at: 1 }, { kind: 'callLost', at: 2 });
    expect(effects).toEqual([{ kind: 'forgetLostLater', at: 2 }]);
    const early = reduceBook(book, { kind: 'forgetLost', at: 1 }, readNumber).book;
    expect(toSnapshot(early).lostCalls).toEqual({ count: 2, at: 2 });
    const late = reduceBook(early, { kind: 'forgetLost', at: 2 }, readNumber).book;
    expect(toSnapshot(late).lostCalls).toBeUndefined();
  });

  const identity = (rawNumber: string, displayName = '', retargets = true): BookEvent => ({
    kind: 'identity',
    callId: 'a',
    at: 3000,
    rawNumber,
    displayName,
    ticketNo: null,
    retargets,
  });
  const viewAfter = (...events: BookEvent[]) =>
    toSnapshot(run(alerting('a', 1000, '1002'), ...events).book).calls[0];

  it('gives a call the number of whom the PBX names later, and keeps who handed it over', () => {
    const view = viewAfter(
      { kind: 'connected', callId: 'a', at: 1500 },
      identity('19900000777', '王某'),
    );
    expect(view).toMatchObject({ displayName: '王某', number: { display: '199 0000 0777' } });
    expect(view?.handedOverBy?.display).toBe('1002');
  });

  it.each(['', 'anonymous', 'asterisk', 's', '王某'])(
    'keeps the known number when told %j',
    (raw) => {
      const view = viewAfter(identity(raw, 'PBX'));
      expect([view?.number.display, view?.displayName, view?.handedOverBy]).toEqual([
        '1002',
        '',
        undefined,
      ]);
    },
  );

  it('learns the number of a caller who came without one, and a name for the same number', () => {
    const { book } = run(alerting('a', 1000, ''), identity('19900000777'));
    const named = reduceBook(book, identity('+8619900000777', '王某'), readNumber).book;
    const view = toSnapshot(named).calls[0];
    expect([view?.number.raw, view?.displayName, view?.handedOverBy]).toEqual([
      '19900000777',
      '王某',
      undefined,
    ]);
  });

  it.each([
    ['its own, whatever the PBX names in its answers', '02700000888', '供水热线', ''],
    ['its own, and a name for it', '+8619900000777', '王某', '王某'],
  ])('keeps the number that the agent dialled: %s', (_title, raw, name, shown) => {
    const dialled = dialling('a', '19900000777');
    const { book } = run(dialled, identity(raw, name, false));
    const view = toSnapshot(book).calls[0];
    expect([view?.number.raw, view?.displayName, view?.handedOverBy]).toEqual([
      '19900000777',
      shown,
      undefined,
    ]);
  });

  it('follows a call that the agent placed when it has another party later', () => {
    const { book } = run(dialling('a', '8000'), identity('19900000777', '王某'));
    const view = toSnapshot(book).calls[0];
    expect([view?.number.raw, view?.handedOverBy?.display]).toEqual(['19900000777', '8000']);
  });

  it('does not forget a running call', () => {
    const { book } = run(alerting('a'), { kind: 'forget', callId: 'a' });
    expect(book.calls).toHaveLength(1);
  });

  it('counts events for calls it does not know and calls that begin twice', () => {
    const { book } = run(alerting('a'), alerting('a'), ended('unknown'));
    expect(book.ignored).toBe(2);
    expect(book.calls).toHaveLength(1);
  });

  it('makes room for a new call by dropping one that has ended', () => {
    const many = Array.from({ length: 16 }, (_, index) => alerting(`call-${index}`));
    const { book } = run(...many, ended('call-7'), alerting('new'));
    expect(book.calls).toHaveLength(16);
    expect(book.calls.map((call) => call.view.callId)).not.toContain('call-7');
  });

  it('shows registration and microphone as told', () => {
    const { book } = run(
      { kind: 'registration', state: { kind: 'connecting', attempt: 0 } },
      { kind: 'microphone', state: { kind: 'ready', label: 'Headset' } },
    );
    expect(toSnapshot(book)).toMatchObject({
      registration: { kind: 'connecting' },
      microphone: { kind: 'ready', label: 'Headset' },
    });
  });
});
