import { afterEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { createScriptedDesk, responseTo, valueIn } from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

type Change = (text: string) => string | Uint8Array;

const callId = 'a7a52b1c-0000-4000-8000-000000000005';
const contact = 'Contact: <sip:b@192.0.2.1;transport=ws>';
const line =
  (name: string, written: string): Change =>
  (text) =>
    text.replace(new RegExp(`^${name}: .*\r\n`, 'm'), written === '' ? '' : `${written}\r\n`);
const via =
  (change: (value: string) => string): Change =>
  (text) =>
    text.replace(/^Via: (.*)\r$/m, (_whole, value: string) => `Via: ${change(value)}\r`);
const onHead =
  (change: (head: string) => string): Change =>
  (text) => {
    const end = text.indexOf('\r\n\r\n');
    return change(text.slice(0, end)) + text.slice(end);
  };

describe('a call of ours whose answer is hurt', () => {
  let desk: ReturnType<typeof createScriptedDesk>;
  afterEach(() => desk.close());

  const dial = async (change: Change, { sdp = fakeSdp('sendrecv'), status = '200 OK' } = {}) => {
    desk = createScriptedDesk((request) => {
      if (!request.startsWith('INVITE ')) return ['200 OK', 'Expires: 300'];
      desk.wire.toDesk(responseTo(request, ['180 Ringing', contact], { tag: 'b' }));
      desk.wire.toDesk(change(responseTo(request, [status, contact], { tag: 'b', body: sdp })));
      return null;
    });
    desk.start();
    await until('registered', () => desk.registration().kind === 'registered');
    const order = { callId, number: '8000', dialString: '8000', ticketNo: null } as const;
    await desk.phone.dial({ ...order, purpose: 'plain', servesCallId: null });
  };
  const has = (kind: string) => desk.events.some((event) => event.kind === kind);
  const sent = (method: string) => desk.sent.find((text) => text.startsWith(`${method} `)) ?? '';

  it.each<[string, Change]>([
    ['without a Contact', line('Contact', '')],
    ['with an empty Contact', line('Contact', 'Contact:')],
    ['with a Contact that is no address', line('Contact', 'Contact: nobody')],
    ['with a Contact without a host', line('Contact', 'Contact: <sip:>')],
    ['with a Contact without its bracket', line('Contact', 'Contact: <sip:b@192.0.2.1')],
    ['with a Contact *', line('Contact', 'Contact: *')],
    ['without a Content-Type', line('Content-Type', '')],
    ['with an empty Content-Type', line('Content-Type', 'Content-Type:')],
    ['with a Content-Type that is none', line('Content-Type', 'Content-Type: sdp')],
    ['whose type is text/plain', line('Content-Type', 'Content-Type: text/plain')],
    ['whose Content-Disposition is odd', line('Content-Type', 'Content-Disposition: ;;x')],
    ['with line feeds alone', (text) => text.replaceAll('\r\n', '\n')],
    [
      'with line feeds alone, as bytes',
      (text) => new TextEncoder().encode(text.replaceAll('\r\n', '\n')),
    ],
    ['with line feeds alone in its head', onHead((head) => head.replaceAll('\r\n', '\n'))],
    ['with a To without a tag', (text) => text.replace(';tag=b', '')],
    ['with a CSeq of another method', line('CSeq', 'CSeq: 1 OPTIONS')],
    ['with a CSeq in lower case', (text) => text.replace(/^(CSeq: \d+) INVITE/m, '$1 invite')],
    ['without a CSeq', line('CSeq', '')],
    ['with a CSeq that is none', line('CSeq', 'CSeq: x')],
    ['with two CSeqs', (text) => text.replace(/^(CSeq: .*\r\n)/m, '$1$1')],
    ['without a From', line('From', '')],
    ['with a From that is none', line('From', 'From: nobody')],
    ['without a Call-ID', line('Call-ID', '')],
    ['with a Via below ours', via((value) => `${value}\r\nVia: SIP/2.0/UDP p;branch=z9hG4bKp`)],
    ['with a Via above ours', via((value) => `SIP/2.0/UDP p;branch=z9hG4bKp\r\nVia: ${value}`)],
    ['with two Vias in one line', via((value) => `${value}, SIP/2.0/UDP p;branch=z9hG4bKp`)],
    ['whose Via has another host', via((value) => value.replace(/WSS? [^;]+/, 'UDP 192.0.2.7'))],
    ['whose Via has a port', via((value) => value.replace(/(WSS? [^;]+)/, '$1:5060'))],
    ['whose Via has lost its branch', via((value) => value.replace(/;branch=[^;]*/, ''))],
    ['without a Via', line('Via', '')],
    ['whose Via is none', line('Via', 'Via: -')],
    ['with an odd reason', (text) => text.replace('200 OK', '200 "ok" <\\>{}')],
    ['with a reason in GBK', (text) => Buffer.from(text.replace('OK', '\xbd\xd3'), 'latin1')],
    ['of sip/2.0', (text) => text.replace('SIP/2.0 200', 'sip/2.0 200')],
    ['with two spaces', (text) => text.replace('SIP/2.0 200', 'SIP/2.0  200')],
    ['with a line that is no header', line('CSeq', 'what is this')],
    ['with a NUL', (text) => text.replace('Content-Length', 'X-N: a\0b\r\nContent-Length')],
    ['with 300 headers', (text) => text.replace('CSeq', `${'X-A: b\r\n'.repeat(300)}CSeq`)],
    ['with a long header', (text) => text.replace('CSeq', `X-A: ${'b'.repeat(9000)}\r\nCSeq`)],
    ['with a Record-Route that is none', line('Contact', `${contact}\r\nRecord-Route: -`)],
    ['with two Content-Lengths', line('Content-Length', 'Content-Length: 3\r\nContent-Length: 4')],
  ])('200 %s: connected, acknowledged, and ended by a BYE', async (_name, change) => {
    await dial(change);
    await until('connected', () => has('connected'));
    await until('acknowledged', () => sent('ACK') !== '');
    expect(has('ended')).toBe(false);
    await desk.phone.hangUp(callId);
    await until('BYE', () => sent('BYE') !== '');
    for (const text of [sent('ACK'), sent('BYE')]) {
      expect(valueIn(text, 'Call-ID')).toBe(valueIn(sent('INVITE'), 'Call-ID'));
      expect(text).not.toContain('wire.invalid');
    }
  });

  it.each<[string, Change, string]>([
    ['a body that is no SDP', line('Content-Type', ''), 'hello'],
    ['an XML body', line('Content-Type', 'Content-Type: application/xml'), '<a/>'],
    ['no end of its head', (text) => text.slice(0, text.indexOf('\r\n\r\n')), ''],
    ['70 000 characters', (text) => text + 'x'.repeat(70_000), 'v=0'],
  ])('200 with %s: ACK, BYE, and the reason', async (_name, change, sdp) => {
    await dial(change, { sdp });
    await until('ended', () => has('ended'));
    expect(desk.events.find(({ kind }) => kind === 'ended')).toMatchObject({
      reason: 'failed',
      code: 'media.noAudioLine',
    });
    await until('told', () => sent('ACK') !== '' && sent('BYE') !== '');
    expect(has('connected')).toBe(false);
  });

  it.each<[string, Change, string]>([
    ['486 Busy Here', line('Via', 'Via: -'), 'sip.busy'],
    ['486 Busy Here', (text) => text.replaceAll('\r\n', '\n'), 'sip.busy'],
    ['486 Busy "Here"', (text) => text, 'sip.busy'],
    ['404 Not Found', line('CSeq', ''), 'sip.numberNotFound'],
    ['302 Moved Temporarily', line('Contact', ''), 'sip.callFailed'],
    ['300 Multiple Choices', line('Contact', 'Contact: <sip:'), 'sip.callFailed'],
    ['380 Alternative Service', line('Content-Type', ''), 'sip.callFailed'],
  ])('%s, hurt: ended with its reason', async (status, change, code) => {
    await dial(change, { status });
    await until('ended', () => has('ended'));
    expect(desk.events.find(({ kind }) => kind === 'ended')).toMatchObject({ code });
    await until('acknowledged', () => sent('ACK') !== '');
  });
});
