import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeSdp } from '../../support/fake-media.ts';
import { type GatewayRequest, createGatewayCall } from '../../support/gateway-call.ts';
import { valueIn } from '../../support/scripted-registrar.ts';
import { until } from '../../support/until.ts';

type Change = (text: string) => string;
type Hurt = Omit<GatewayRequest, 'method'>;

const without =
  (name: string): Change =>
  (text) =>
    text.replace(new RegExp(`^${name}: .*\r\n`, 'm'), '');
const line =
  (name: string, written: string): Change =>
  (text) =>
    text.replace(new RegExp(`^${name}: .*$`, 'm'), written);
const inHead =
  (change: Change): Change =>
  (text) => {
    const end = text.indexOf('\r\n\r\n');
    return change(text.slice(0, end + 4)) + text.slice(end + 4);
  };
const sdp = fakeSdp('sendrecv');
const isup = 'Content-Type: application/isup;version=itu-t92+;base=itu-t92+';
const optional = 'Content-Disposition: signal;handling=optional';
const parts = (isupHeaders: readonly string[]) =>
  [
    ...['--gw7', 'Content-Type: application/sdp', '', sdp, '--gw7', isup, ...isupHeaders],
    ...['', '\x01\x00\x20', '--gw7--', ''],
  ].join('\r\n');
const multipart = (type: string, isupHeaders: readonly string[] = [optional]): Hurt => ({
  headers: ['MIME-Version: 1.0', `Content-Type: ${type};boundary=gw7`],
  body: parts(isupHeaders),
});

describe('requests of gateways', () => {
  let pbx: Awaited<ReturnType<typeof createGatewayCall>>;
  beforeEach(async () => {
    pbx = await createGatewayCall();
  });
  afterEach(() => pbx.desk.close());
  const has = (kind: string) => pbx.desk.events.some((event) => event.kind === kind);
  const statuses = () => pbx.answers().map((text) => text.slice(8, 11));
  const sent = (method: string) =>
    pbx.desk.sent.find((text) => text.startsWith(`${method} `)) ?? '';
  const talk = async (hurt: Hurt = { body: sdp }) => {
    pbx.send({ method: 'INVITE', ...hurt });
    const callId = await pbx.rings();
    await pbx.desk.phone.answer(callId);
    await until('answered', () => statuses().includes('200'));
    if (hurt.body === sdp) await until('connected', () => has('connected'));
    return callId;
  };

  it.each<[string, Hurt]>([
    ['ISUP beside the offer (SIP-I)', multipart('multipart/mixed')],
    ['ISUP that says nothing of its handling', multipart('multipart/mixed', [])],
    ['alternatives', multipart('multipart/alternative')],
    [
      'line feeds alone in its parts',
      { ...multipart('multipart/mixed'), body: parts([optional]).replaceAll('\r\n', '\n') },
    ],
    ['no Contact', { body: sdp, change: without('Contact') }],
    ['a Contact that is no address', { body: sdp, change: line('Contact', 'Contact: nobody') }],
    ['an offer without a type', { body: sdp, change: without('Content-Type') }],
    [
      'line feeds alone in its head',
      { body: sdp, change: inHead((head) => head.replaceAll('\r\n', '\n')) },
    ],
    [
      'sip/2.0 in its first line',
      { body: sdp, change: (text) => text.replace(' SIP/2.0', ' sip/2.0') },
    ],
    ['a type without a body', { headers: ['Content-Type: application/xml'] }],
    [
      'something optional and no offer',
      { headers: ['Content-Type: application/xml', optional], body: '<a/>' },
    ],
  ])('an INVITE with %s rings, is answered, talks, and ends', async (_name, hurt) => {
    const callId = await talk(hurt);
    const answer = pbx.answers()[0] ?? '';
    expect(answer).toMatch(/\r\nContent-Type: application\/sdp\r\n/);
    expect(answer).not.toContain('wire.invalid');
    pbx.send({ method: 'ACK', body: hurt.body === sdp || hurt.body?.includes('v=0') ? '' : sdp });
    await until('connected', () => has('connected'));
    await pbx.desk.phone.hangUp(callId);
    await until('BYE', () => sent('BYE') !== '');
    expect(sent('BYE')).not.toContain('wire.invalid');
  });

  it.each<[string, GatewayRequest, string]>([
    ['invite in small letters', { method: 'invite', body: sdp }, '405'],
    [
      'invite, and INVITE as CSeq',
      { method: 'invite', body: sdp, change: (text) => text.replace('1 invite', '1 INVITE') },
      '400',
    ],
    ['a space before it', { method: 'INVITE', body: sdp, change: (text) => ` ${text}` }, '400'],
    [
      '300 headers before CSeq',
      {
        method: 'INVITE',
        body: sdp,
        change: (text) => text.replace('CSeq', `${'X-A: b\r\n'.repeat(300)}CSeq`),
      },
      '400',
    ],
    [
      '30 kB of headers before Via, and a line that is none',
      {
        method: 'INVITE',
        body: sdp,
        change: (text) =>
          text.replace('Via', `-\r\n${`X-A: ${'b'.repeat(1000)}\r\n`.repeat(30)}Via`),
      },
      '400',
    ],
    [
      '400 Vias',
      {
        method: 'INVITE',
        body: sdp,
        change: (text) => text.replace(/^Via: .*\r\n/m, (via) => via.repeat(400)),
      },
      '400',
    ],
    [
      'a part that must be understood',
      {
        method: 'INVITE',
        ...multipart('multipart/mixed', ['Content-Disposition: signal;handling=required']),
      },
      '415',
    ],
    [
      'a multipart body without parts',
      { method: 'INVITE', headers: ['Content-Type: multipart/mixed;boundary=x'], body: 'hello' },
      '415',
    ],
    [
      'a body that nobody knows',
      { method: 'INVITE', body: 'hello', change: without('Content-Type') },
      '400',
    ],
  ])('an INVITE with %s is answered and said', async (_name, request, status) => {
    pbx.send(request);
    await until('said', () => has('callLost'));
    await until('answered', () => statuses().length > 0);
    expect(statuses()).toEqual([status]);
    expect(has('alerting')).toBe(false);
  });

  it.each<[string, Hurt]>([
    ['a body without a type', { body: 'over', change: without('Content-Type') }],
    ['a length beyond its body', { change: line('Content-Length', 'Content-Length: 99') }],
    ['two lengths', { change: line('Content-Length', 'Content-Length: 0\r\nContent-Length: 0') }],
    ['a negative length', { change: line('Content-Length', 'Content-Length: -1') }],
    ['a line that is no header', { change: line('Max-Forwards', 'what is this') }],
    ['no blank line', { change: (text) => text.slice(0, text.indexOf('\r\n\r\n')) }],
    ['line feeds alone', { change: (text) => text.replaceAll('\r\n', '\n') }],
    ['a Contact that is none', { change: line('Contact', 'Contact: -') }],
    ['a header of 9 000 characters', { headers: [`X-A: ${'b'.repeat(9000)}`] }],
    ['200 headers', { headers: Array.from({ length: 200 }, () => 'X-A: b') }],
  ])('a BYE with %s ends the call', async (_name, hurt) => {
    await talk();
    pbx.send({ method: 'ACK' });
    await until('connected', () => has('connected'));
    pbx.send({ method: 'BYE', ...hurt });
    await until('ended', () => has('ended'));
    await until('answered', () => statuses().length === 2);
    expect(statuses()).toEqual(['200', '200']);
  });

  it.each<[string, Hurt]>([
    ['a body without a type', { body: 'x', change: without('Content-Type') }],
    ['a length beyond its body', { change: line('Content-Length', 'Content-Length: 99') }],
    ['no blank line', { change: (text) => text.slice(0, text.indexOf('\r\n\r\n')) }],
    ['line feeds alone', { change: (text) => text.replaceAll('\r\n', '\n') }],
  ])('an ACK with %s acknowledges: the agent can hold', async (_name, hurt) => {
    const callId = await talk();
    pbx.send({ method: 'ACK', ...hurt });
    await pbx.desk.phone.hold(callId);
    expect(sent('INVITE')).toContain('a=sendonly');
  });

  it.each<[string, GatewayRequest]>([
    ['re-INVITE without a Contact', { method: 'INVITE', body: sdp, change: without('Contact') }],
    ['re-INVITE with parts', { method: 'INVITE', ...multipart('multipart/mixed') }],
    [
      're-INVITE whose offer has no type',
      { method: 'INVITE', body: sdp, change: without('Content-Type') },
    ],
    ['UPDATE with parts', { method: 'UPDATE', ...multipart('multipart/mixed') }],
  ])('a %s is answered, and ours go where they went before', async (_name, request) => {
    const callId = await talk();
    pbx.send({ method: 'ACK' });
    await until('connected', () => has('connected'));
    pbx.send(request);
    await until('answered', () => statuses().length === 2);
    expect(pbx.answers()[1]).toMatch(/^SIP\/2\.0 200 [^]*\r\n\r\nv=0/);
    if (request.method === 'INVITE') pbx.send({ method: 'ACK' });
    await pbx.desk.phone.hangUp(callId);
    await until('BYE', () => sent('BYE') !== '');
    expect(sent('BYE')).toMatch(/^BYE sip:19900000123@192\.0\.2\.1;transport=ws /);
  });

  it('a caller without a tag (RFC 2543) is called, answered and told of the end by none', async () => {
    const change = (text: string) => text.replace(';tag=gw', '');
    const callId = await talk({ body: sdp, change });
    pbx.send({ method: 'ACK', change });
    await pbx.desk.phone.hold(callId);
    await pbx.desk.phone.hangUp(callId);
    await until('BYE', () => sent('BYE') !== '');
    for (const text of [pbx.answers()[0] ?? '', sent('INVITE'), sent('BYE')])
      expect(text).toMatch(/^(?:From|To): <sip:19900000123@pbx\.example>\r$/m);
  });

  it('a call that comes in parts can have its answer in parts, too', async () => {
    await talk({});
    pbx.send({ method: 'ACK', ...multipart('multipart/mixed') });
    await until('connected', () => has('connected'));
    expect(valueIn(pbx.answers()[0] ?? '', 'Content-Type')).toBe('application/sdp');
  });
});
