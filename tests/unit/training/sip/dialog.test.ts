import { describe, expect, it } from 'vitest';
import {
  dialogAfter,
  dialogHeaders,
  dialogOfRequest,
  dialogOfResponse,
  isOfDialog,
  nextRequest,
} from '../../../../src/training/sip/dialog.ts';
import { aRequest, aResponse } from '../../../support/sip-text.ts';

describe('a dialog made by the phone’s answer', () => {
  const dialog = dialogOfResponse(aResponse(200), 1);

  it('takes tags, target and number from it', () => {
    expect(dialog).toMatchObject({
      localTag: 'citizen',
      remoteTag: 'phone',
      remoteTarget: 'sip:abc@phone.invalid;transport=ws',
      localCseq: 1,
    });
  });

  it('recognises the phone’s requests and no others', () => {
    expect(isOfDialog(dialog, aRequest('BYE', { toTag: 'citizen' }))).toBe(true);
    expect(isOfDialog(dialog, aRequest('BYE', { toTag: 'another' }))).toBe(false);
    expect(isOfDialog(dialog, aRequest('INVITE'))).toBe(false);
  });

  it('counts its own requests up and lets an ACK repeat the INVITE’s number', () => {
    const next = nextRequest(dialog);
    const parts = { via: 'v', contact: 'c', cseq: 1 };
    expect(next.localCseq).toBe(2);
    expect(dialogHeaders(next, 'ACK', parts)).toContainEqual(['CSeq', '1 ACK']);
  });

  it('refuses a late request and follows the phone to its new contact', () => {
    const moved = dialogAfter(
      dialog,
      aRequest('INVITE', {
        toTag: 'citizen',
        cseq: 5,
        headers: ['Contact: <sip:new@phone.invalid>'],
      }),
    );
    expect(moved).toMatchObject({ remoteCseq: 5, remoteTarget: 'sip:new@phone.invalid' });
    expect(moved && dialogAfter(moved, aRequest('INFO', { toTag: 'citizen', cseq: 4 }))).toBeNull();
  });
});

describe('a dialog made by answering the phone', () => {
  it('puts our tag into From and the phone’s into To', () => {
    const dialog = dialogOfRequest(
      aRequest('INVITE', { headers: ['Contact: <sip:abc@phone.invalid>'] }),
      'ours',
    );
    expect(dialog).toMatchObject({
      localTag: 'ours',
      remoteTag: 'phone',
      remoteTarget: 'sip:abc@phone.invalid',
      remoteCseq: 1,
    });
    expect(dialog.local).toBe('<sip:8001@training.invalid>;tag=ours');
  });
});
