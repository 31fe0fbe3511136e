import { describe, expect, it } from 'vitest';
import { parseSip } from '../../../../src/training/sip/sip-message.ts';
import { formatRequest, formatResponse } from '../../../../src/training/sip/sip-text.ts';
import { aRequest } from '../../../support/sip-text.ts';

describe('formatResponse', () => {
  it('copies what identifies the transaction, adds the tag and says what it is', () => {
    const text = formatResponse(aRequest('OPTIONS'), { status: 200, toTag: 'ours' });
    const response = parseSip(text);
    expect(response).toMatchObject({
      kind: 'response',
      status: 200,
      branch: 'z9hG4bKone',
      callId: 'call-one',
      cseq: 1,
    });
    expect(response?.to.param('tag')).toBe('ours');
    expect(response?.header('server')).toBe('hotline-training-pbx');
  });

  it('keeps the tag that a dialog already has', () => {
    const response = parseSip(
      formatResponse(aRequest('BYE', { toTag: 'dialog' }), { status: 200, toTag: 'other' }),
    );
    expect(response?.to.param('tag')).toBe('dialog');
  });
});

describe('formatRequest', () => {
  it('lets no value of a script begin a header or a body of its own', () => {
    const text = formatRequest('OPTIONS', 'sip:a@b.invalid', [
      ['X-Ticket-No', 'A\r\nX-Evil: 1'],
      ['X-Queue', '水务\r\n\r\nbody\0'],
    ]);
    expect(text.split('\r\n').filter((line) => /^(?:X-Evil|body)/.test(line))).toEqual([]);
    expect(text).toContain('X-Ticket-No: A X-Evil: 1\r\n');
  });

  it('counts the body in bytes, not in characters', () => {
    expect(formatRequest('INFO', 'sip:a@b.invalid', [], '水')).toContain(
      'Content-Length: 3\r\n\r\n水',
    );
  });
});
