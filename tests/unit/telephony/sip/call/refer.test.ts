import { describe, expect, it } from 'vitest';
import { readTransferProgress } from '../../../../../src/telephony/sip/call/refer.ts';

const read = (body: string, event = 'refer', subscription = 'active;expires=60') =>
  readTransferProgress({ body, event, subscription }, 7);

describe('news of a transfer', () => {
  it.each([
    ['SIP/2.0 100 Trying', 'trying'],
    ['SIP/2.0 180 Ringing\r\n', 'done'],
    ['SIP/2.0 200 OK\r\nTo: <sip:1002@pbx.example>\r\n', 'done'],
    ['SIP/2.0 302 Moved', 'failed'],
    ['SIP/2.0 486 Busy Here', 'failed'],
    ['SIP/2.0 603 Decline', 'failed'],
    ['', 'trying'],
    ['SIP/2.0 0', 'trying'],
    ['nonsense', 'trying'],
  ])('reads %j as %s', (body, progress) => {
    expect(read(body)).toBe(progress);
  });

  it('takes the end of the subscription without a final status for a failure', () => {
    expect(read('SIP/2.0 100 Trying', 'refer', 'terminated;reason=timeout')).toBe('failed');
    expect(read('SIP/2.0 200 OK', 'refer', 'terminated;reason=noresource')).toBe('done');
  });

  it('takes no news of another transfer or another event for its own', () => {
    expect(read('SIP/2.0 200 OK', 'refer;id=6')).toBe('noNews');
    expect(read('SIP/2.0 200 OK', 'Refer; ID=7')).toBe('done');
    expect(read('SIP/2.0 200 OK', 'message-summary')).toBe('noNews');
  });
});
