import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endVanishedCall,
  foldCall,
  isTurn,
  linkTicket,
} from '../../../../../src/main/areas/calls/fold-call.ts';
import { type CallFold, callFoldSchema } from '../../../../../src/main/storage/call-fold.ts';
import type { CallView } from '../../../../../src/shared/domain/calls/call.ts';
import { aCallView } from '../../../../support/host/phone-values.ts';

const start = 1_000_000;
const base = aCallView({ startedAt: start });

function foldAll(views: readonly (Partial<CallView> & { at: number })[]): CallFold {
  let fold: CallFold | null = null;
  for (const { at, ...view } of views)
    fold = foldCall(fold, { ...base, ...view }, { at, agentWorkNo: '1001' });
  if (!fold) throw new Error('no views');
  return fold;
}

describe('the record of a call', () => {
  const answeredAt = start + 5000;

  it('counts talking and holding apart', () => {
    const { record } = foldAll([
      { at: start, state: 'alerting' },
      { at: answeredAt, state: 'connected', answeredAt },
      { at: answeredAt + 10_000, state: 'held', answeredAt },
      { at: answeredAt + 13_000, state: 'connected', answeredAt },
      {
        at: answeredAt + 20_000,
        state: 'ended',
        answeredAt,
        endedAt: answeredAt + 20_000,
        endReason: 'agentHungUp',
      },
    ]);
    expect(record).toMatchObject({
      talkMs: 17_000,
      heldMs: 3000,
      endReason: 'agentHungUp',
      agentWorkNo: '1001',
    });
  });

  it('is that of the citizen once the colleague who asked first has handed over, and says who that was', () => {
    const colleague = { raw: '1002', key: '1002', display: '1002', kind: 'extension' } as const;
    const asked = { state: 'connected', answeredAt } as const;
    const before = foldAll([{ at: answeredAt, ...asked, number: colleague }]);
    const at = answeredAt + 1000;
    const after = foldCall(
      before,
      { ...base, ...asked, handedOverBy: colleague },
      { at, agentWorkNo: '1001' },
    );
    expect(after.record).toMatchObject({ number: base.number, handedOverBy: colleague });
    expect(isTurn(before, after)).toBe(true);
  });

  it('counts holding up to the end when the citizen leaves while held', () => {
    const { record } = foldAll([
      { at: answeredAt, state: 'connected', answeredAt },
      { at: answeredAt + 1000, state: 'held', answeredAt },
      {
        at: answeredAt + 9000,
        state: 'ended',
        answeredAt,
        endedAt: answeredAt + 9000,
        endReason: 'citizenHungUp',
      },
    ]);
    expect(record).toMatchObject({ talkMs: 1000, heldMs: 8000 });
  });

  it('owes no reason for a recording that exists, or for a call that nobody answered', () => {
    const recordingId = '00000000-0000-4000-8000-000000000001';
    const recorded = foldAll([
      {
        at: answeredAt,
        state: 'connected',
        answeredAt,
        recording: { kind: 'recording', recordingId, bytesOnDisk: 1 },
      },
      {
        at: answeredAt + 1,
        state: 'ended',
        answeredAt,
        endedAt: answeredAt + 1,
        endReason: 'agentHungUp',
      },
    ]);
    expect(recorded.record).toMatchObject({ recordingId, noRecordingReason: null });
    const missed = foldAll([
      { at: start + 9, state: 'ended', endedAt: start + 9, endReason: 'missed' },
    ]);
    expect(missed.record).toMatchObject({
      noRecordingReason: null,
      talkMs: 0,
      endReason: 'missed',
    });
  });

  it('keeps the reason why there is no recording', () => {
    const { record } = foldAll([
      {
        at: answeredAt,
        state: 'connected',
        answeredAt,
        recording: { kind: 'failed', code: 'recording.diskFull' },
      },
      {
        at: answeredAt + 1,
        state: 'ended',
        answeredAt,
        endedAt: answeredAt + 1,
        endReason: 'agentHungUp',
      },
    ]);
    expect(record.noRecordingReason).toBe('recording.diskFull');
  });

  it('is recorded although some sound was lost meanwhile', () => {
    const recording = { kind: 'failed', code: 'recording.losing' } as const;
    const { record } = foldAll([{ at: answeredAt, state: 'connected', answeredAt, recording }]);
    expect(record.noRecordingReason).toBeNull();
  });

  it('ends at the last sign of life when the phone page vanished', () => {
    const fold = foldAll([
      { at: answeredAt, state: 'connected', answeredAt },
      { at: answeredAt + 4000, state: 'connected', answeredAt },
    ]);
    expect(endVanishedCall(fold).record).toMatchObject({
      endReason: 'deskDied',
      endedAt: answeredAt + 4000,
      talkMs: 4000,
    });
  });

  it('never changes once it has ended, but for tickets that are linked', () => {
    const ended = foldAll([
      { at: start + 1, state: 'ended', endedAt: start + 1, endReason: 'missed' },
    ]);
    expect(
      foldCall(
        ended,
        { ...base, state: 'connected', answeredAt },
        { at: start + 2, agentWorkNo: '1002' },
      ),
    ).toBe(ended);
    expect(endVanishedCall(ended)).toBe(ended);
    const linked = linkTicket(ended, 'a');
    expect(linked.record.ticketIds).toEqual(['a']);
    expect(linkTicket(linked, 'a')).toBe(linked);
  });

  it('stays readable, however many tickets are linked to it', () => {
    let fold = foldAll([{ at: start, state: 'alerting' }]);
    for (let link = 0; link < 1010; link += 1) fold = linkTicket(fold, randomUUID());
    expect(callFoldSchema.safeParse(fold).error).toBeUndefined();
    expect(fold.record.ticketIds).toHaveLength(1000);
  });

  it('keeps its books balanced under any sequence of states', () => {
    const states = fc.array(fc.constantFrom('alerting', 'connected', 'held', 'ended'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(states, (sequence) => {
        const { record } = foldAll(
          sequence.map((state, index) => ({
            at: start + index * 1000,
            state,
            answeredAt: state === 'alerting' ? null : start,
            endedAt: state === 'ended' ? start + index * 1000 : null,
            endReason: state === 'ended' ? 'agentHungUp' : null,
          })),
        );
        const ended = record.endedAt !== null && record.answeredAt !== null;
        const span = ended
          ? (record.endedAt ?? 0) - (record.answeredAt ?? 0)
          : record.talkMs + record.heldMs;
        expect(record.talkMs).toBeGreaterThanOrEqual(0);
        expect(record.talkMs + record.heldMs).toBe(span);
      }),
    );
  });

  it('is written at turns, not at each measurement', () => {
    const before = foldAll([{ at: answeredAt, state: 'connected', answeredAt }]);
    const quality = { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: 1 };
    const measured = foldCall(
      before,
      { ...base, state: 'connected', answeredAt, quality },
      { at: answeredAt + 1, agentWorkNo: '1001' },
    );
    const held = foldCall(
      before,
      { ...base, state: 'held', answeredAt },
      { at: answeredAt + 1, agentWorkNo: '1001' },
    );
    expect([isTurn(null, before), isTurn(before, measured), isTurn(before, held)]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('the quality in the record of a call', () => {
  const answeredAt = start + 5000;
  const quality = { mos: 4.4, lossPercent: 0, jitterMs: 4, rttMs: 20 };
  const talk = { state: 'connected', answeredAt } as const;

  it('is the mean over the talk, with its worst moment', () => {
    const bad = { mos: 2.4, lossPercent: 8, jitterMs: 20, rttMs: 60, sentLossPercent: 4 };
    const { record } = foldAll([
      { at: answeredAt, ...talk },
      { at: answeredAt + 3000, ...talk, quality },
      { at: answeredAt + 4000, ...talk, quality: bad },
      { at: answeredAt + 5000, ...talk, state: 'ended', quality: bad, endedAt: answeredAt + 5000 },
    ]);
    expect(record.quality).toEqual({
      mos: 3.9,
      lossPercent: 2,
      jitterMs: 8,
      rttMs: 30,
      sentLossPercent: 4,
      worstMos: 2.4,
    });
  });

  it('leaves the hold out, and moments that told nothing', () => {
    const silent = { mos: null, lossPercent: 0, jitterMs: 4, rttMs: 20 };
    const { record } = foldAll([
      { at: answeredAt, ...talk },
      { at: answeredAt + 1000, ...talk, quality },
      { at: answeredAt + 2000, ...talk, quality: silent },
      { at: answeredAt + 9000, ...talk, state: 'held', quality: { ...quality, mos: 1.5 } },
    ]);
    expect(record.quality).toMatchObject({ mos: 4.4, worstMos: 4.4 });
  });

  it('counts a figure for five seconds at most: a page that was away has seen nothing', () => {
    const figure = (mos: number) => ({ mos, lossPercent: 0, jitterMs: 0, rttMs: null });
    const talk = { state: 'connected', answeredAt: start } as const;
    const { quality } = foldAll([
      { at: start, ...talk },
      { at: start + 5000, ...talk, quality: figure(4) },
      { at: start + 65_000, ...talk, quality: figure(2) },
    ]).record;
    expect(quality?.mos).toBe(3);
  });

  it('is nothing for a call that was never answered', () => {
    expect(foldAll([{ at: start, state: 'alerting' }]).record.quality).toBeNull();
  });
});

describe('whom a call went to', () => {
  it('is kept, and taken back when the transfer failed', () => {
    const talk = { state: 'connected', answeredAt: start } as const;
    const sent = { at: start, ...talk, transferredTo: '96510' };
    expect(foldAll([sent]).record.transferredTo).toBe('96510');
    expect(
      foldAll([sent, { at: start + 1, ...talk, transferredTo: null }]).record.transferredTo,
    ).toBeUndefined();
    expect(foldAll([{ at: start, servesCallId: 'citizen-call' }]).record.servesCallId).toBe(
      'citizen-call',
    );
  });
});

describe('a call at night', () => {
  const ring = { state: 'alerting', secondPathAt: start + 20_000 } as const;
  const cancelled = {
    state: 'ended',
    endReason: 'cancelled',
    secondPathAt: start + 20_000,
  } as const;

  it('says that it rang until the second phone rang, too', () => {
    const late = foldAll([
      { at: start, ...ring },
      { at: start + 26_000, ...cancelled, endedAt: start + 25_000 },
    ]);
    expect(late.record.secondPathAt).toBe(start + 20_000);
  });

  it('does not when it was answered, or given up, before', () => {
    const early = foldAll([
      { at: start, ...ring },
      { at: start + 26_000, ...cancelled, endedAt: start + 9000 },
    ]);
    expect(early.record.secondPathAt).toBeUndefined();
    const answered = { ...ring, state: 'connected', answeredAt: start + 5000 } as const;
    expect(foldAll([{ at: start + 30_000, ...answered }]).record.secondPathAt).toBeUndefined();
  });
});
