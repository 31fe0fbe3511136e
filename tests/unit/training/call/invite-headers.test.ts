import { describe, expect, it } from 'vitest';
import { callerOf, scriptHeaders } from '../../../../src/training/call/invite-headers.ts';

const domain = 'training.invalid';

describe('headers of a citizen’s INVITE', () => {
  it('writes the number as it was given, and a name without quotes that would end it', () => {
    const script = { to: '8001', fromNumber: '+8619900000123', displayName: '市民"' };
    expect(callerOf(script, domain)).toBe('"市民" <sip:+8619900000123@training.invalid>');
  });

  it('hides a withheld number and may still assert it', () => {
    const script = { to: '8001', fromNumber: null, assertedNumber: '19900000123' };
    expect(callerOf(script, domain)).toBe('"Anonymous" <sip:anonymous@anonymous.invalid>');
    expect(scriptHeaders(script, domain)).toEqual([
      ['Allow', expect.any(String)],
      ['Privacy', 'id'],
      ['P-Asserted-Identity', '<sip:19900000123@training.invalid>'],
    ]);
  });

  it('names the ticket in the header that is asked for', () => {
    const script = { to: '8001', fromNumber: '1', ticketNo: 'SW1' };
    expect(scriptHeaders(script, domain)).toContainEqual(['X-Ticket-No', 'SW1']);
    expect(scriptHeaders({ ...script, ticketHeader: 'User-to-User' }, domain)).toContainEqual([
      'User-to-User',
      '535731;encoding=hex',
    ]);
  });
});
