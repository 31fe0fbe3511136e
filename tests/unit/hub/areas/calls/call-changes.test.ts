import { describe, expect, it } from 'vitest';
import { withLaterFacts } from '../../../../../src/hub/areas/calls/call-changes.ts';
import type { CallRecord } from '../../../../../src/shared/domain/calls/call.ts';
import { aCall } from '../../../../support/hub-values.ts';

const ended = aCall({ ticketIds: ['t1'], talkMs: 60_000 });
const running: CallRecord = { ...ended, endedAt: null, endReason: null, talkMs: 0 };
const quality = { mos: 4, lossPercent: 0, jitterMs: 1, rttMs: null };
const putAway = { at: 5, workNo: '1001', reason: '空号' };

describe('what a desk says later of a call', () => {
  it('is the newest word while it runs, and nothing of another agent’s', () => {
    expect(withLaterFacts(running, ended)).toBe(ended);
    expect(withLaterFacts(running, { ...ended, agentWorkNo: '1002' })).toBeNull();
    expect(withLaterFacts(ended, { ...ended, agentWorkNo: '1002' })).toBeNull();
  });

  it('does not open again what is over', () => {
    expect(withLaterFacts(ended, running)).toBe(ended);
  });

  it.each([
    ['startedAt', { startedAt: ended.startedAt + 1 }],
    ['endedAt', { endedAt: (ended.endedAt ?? 0) + 1 }],
    ['talkMs', { talkMs: 1 }],
    ['endReason', { endReason: 'agentHungUp' }],
    ['direction', { direction: 'outbound' }],
    ['number', { number: { ...ended.number, raw: '1' } }],
  ] as const)('changes nothing that is final: %s', (_, changes) => {
    expect(withLaterFacts(ended, { ...ended, ...changes })).toBeNull();
  });

  it('adds tickets, each once, and no more than a call can have', () => {
    expect(withLaterFacts(ended, { ...ended, ticketIds: ['t2', 't1'] })?.ticketIds).toEqual([
      't1',
      't2',
    ]);
    const many = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const all = withLaterFacts(ended, { ...ended, ticketIds: many })?.ticketIds;
    expect(all).toEqual(['t1', ...many.slice(0, 999)]);
  });

  it('adds its quality once', () => {
    expect(withLaterFacts(ended, { ...ended, quality })?.quality).toEqual(quality);
    const known = { ...ended, quality };
    expect(withLaterFacts(known, { ...ended, quality: { ...quality, mos: 1 } })?.quality).toEqual(
      quality,
    );
    expect(withLaterFacts(known, ended)?.quality).toEqual(quality);
  });

  it('adds the recording that was not yet known, which takes the reason for none away, and never another one', () => {
    const reason = { ...ended, noRecordingReason: 'media.noAudioLine' } as const;
    expect(withLaterFacts(ended, reason)?.noRecordingReason).toBe('media.noAudioLine');
    expect(withLaterFacts(reason, ended)?.noRecordingReason).toBe('media.noAudioLine');
    const recorded = { ...ended, recordingId: 'r1' };
    expect(withLaterFacts(reason, recorded)).toMatchObject({
      recordingId: 'r1',
      noRecordingReason: null,
    });
    expect(withLaterFacts(recorded, reason)).toMatchObject({
      recordingId: 'r1',
      noRecordingReason: null,
    });
    expect(withLaterFacts(recorded, { ...ended, recordingId: 'r2' })).toBeNull();
  });

  it('has the last result and note, and who put it away first', () => {
    const said = { ...ended, result: 'reached', note: '已告知' } as unknown as CallRecord;
    expect(withLaterFacts(ended, said)).toMatchObject({ note: '已告知' });
    expect(withLaterFacts(said, ended)).toMatchObject({ note: '已告知' });
    expect(withLaterFacts(said, { ...said, note: '改' })?.note).toBe('改');
    expect(withLaterFacts(ended, { ...ended, putAway })?.putAway).toEqual(putAway);
    const first = { ...ended, putAway };
    expect(withLaterFacts(first, { ...ended, putAway: { ...putAway, at: 9 } })?.putAway).toEqual(
      putAway,
    );
  });

  it('moves the end of a call whose page had vanished, only later', () => {
    const endedAt = ended.endedAt ?? 0;
    const died: CallRecord = { ...ended, endReason: 'deskDied' };
    const later = { ...died, endedAt: endedAt + 5000, talkMs: 65_000 };
    expect(withLaterFacts(died, later)).toMatchObject({ endedAt: endedAt + 5000, talkMs: 65_000 });
    expect(withLaterFacts(later, died)).toBeNull();
    expect(withLaterFacts(died, { ...later, talkMs: 59_999 })).toBeNull();
    expect(withLaterFacts(died, { ...later, endedAt: endedAt - 1 })).toBeNull();
    expect(withLaterFacts(died, { ...later, endReason: 'citizenHungUp' })).toBeNull();
    expect(withLaterFacts(ended, { ...later, endReason: 'citizenHungUp' })).toBeNull();
  });

  it('keeps what a newer release has said, the later word of each', () => {
    const newer = { ...ended, mood: 'glad', tone: 'low' } as CallRecord;
    expect(withLaterFacts(ended, newer)).toMatchObject({ mood: 'glad' });
    expect(withLaterFacts(newer, { ...ended, tone: 'high' } as CallRecord)).toMatchObject({
      mood: 'glad',
      tone: 'high',
    });
  });
});
