import { describe, expect, it } from 'vitest';
import { withDone } from '../../../../../src/renderer/features/knowledge/insert-entry.ts';
import { recordedOf } from '../../../../../src/shared/domain/knowledge/knowledge.ts';
import { aCall, aTicket, entries, idOf } from '../../../../support/desk/desk-samples.ts';

const [entry] = entries;
if (!entry) throw new Error('no entry');
const answeredAt = Date.UTC(2026, 10, 30, 1, 41);

describe('an entry that goes into a ticket', () => {
  it('says that this ticket’s call was taken, and nothing of another citizen’s', () => {
    const mine = aCall({ callId: idOf('call', 1), answeredAt });
    const other = aCall({ callId: idOf('call', 2), answeredAt, transferredTo: '96510' });
    const sheet = { ticket: null, callId: idOf('call', 1) };
    expect(recordedOf(withDone(entry, sheet, [mine, other]))).toBe(
      `${recordedOf(entry)}\n已办：接听来电（11-30 09:41）。`,
    );
    expect(withDone(entry, { ...sheet, callId: null }, [mine, other])).toBe(entry);
  });

  it('names what the course tells', () => {
    const event = { eventId: 'e', at: answeredAt, byWorkNo: '1003' } as const;
    const ticket = aTicket(7, {
      callIds: [],
      course: [{ ...event, kind: 'assigned', note: '交办江汉区水务局' }],
    });
    expect(recordedOf(withDone(entry, { ticket, callId: null }, []))).toContain(
      '\n已办：交办江汉区水务局（11-30 09:41）。',
    );
  });
});
