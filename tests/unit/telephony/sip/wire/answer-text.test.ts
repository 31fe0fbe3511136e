import { describe, expect, it } from 'vitest';
import {
  type AnswerMarks,
  type OpenRequest,
  answerText,
} from '../../../../../src/telephony/sip/wire/answer-text.ts';
import { readFrame } from '../../../../../src/telephony/sip/wire/frame-text.ts';

const invite: OpenRequest = {
  method: 'INVITE',
  via: 'SIP/2.0/WSS desk.invalid;branch=z9hG4bK1',
  from: '<sip:1003@pbx.example>;tag=own',
  to: '<sip:96510@pbx.example>',
  callId: 'c1',
  cseq: 7,
  target: 'sip:96510@pbx.example',
};
const heads = ['Via: SIP/2.0/WSS desk.invalid;branch=z9hG4bK1', 'CSeq: 7 INVITE', 'Call-ID: c1'];
const received = (start: string, lines: readonly string[], body = '') =>
  readFrame(`${[start, ...lines].join('\r\n')}\r\n\r\n${body}`);
/** What becomes of an answer to `request`, line by line. */
const read = (
  start: string,
  lines: readonly string[] = [],
  { request = invite, body = '' }: { request?: OpenRequest; body?: string } = {},
) => answerText(received(start, [...heads, ...lines], body), () => request)?.split('\r\n') ?? null;
const own = (to = 'To: <sip:96510@pbx.example>;tag=far', status = '200') => [
  `SIP/2.0 ${status} `,
  'Via: SIP/2.0/WSS desk.invalid;branch=z9hG4bK1',
  'From: <sip:1003@pbx.example>;tag=own',
  to,
  'Call-ID: c1',
  'CSeq: 7 INVITE',
];
const target = 'Contact: <sip:96510@pbx.example>';
const tagged = 'To: <sip:96510@pbx.example>;tag=far';

/** By what an answer is looked for. */
function marksOf(...lines: readonly string[]): AnswerMarks | undefined {
  let asked: AnswerMarks | undefined;
  answerText(received('SIP/2.0 200 OK', lines), (marks) => {
    asked = marks;
    return null;
  });
  return asked;
}

describe('an answer to a request of ours', () => {
  it('says whom it answers in our own words, whatever it says itself', () => {
    const odd = ['From: nobody', tagged, 'Contact: <sip:9@192.0.2.1>', 'Max-Forwards: x'];
    expect(read('SIP/2.0 200 OK', odd)).toEqual([...own(), 'Contact: <sip:9@192.0.2.1>', '', '']);
  });

  it.each([
    ['SIP/2.0 200 OK', '200'],
    ['sip/2.0 180', '180'],
    ['  SIP / 2.0\t699  What', '699'],
    ['SIP/2.0 100', '100'],
  ])('has its status wherever it can be made out: %j', (start, status) => {
    expect(read(start)?.[0]).toBe(`SIP/2.0 ${status} `);
  });

  it.each([
    'SIP/2.0 2000',
    'SIP/2.0 099',
    'SIP/2.0 700',
    'SIP/2.0200',
    'X SIP/2.0 200',
    'HTTP 200',
  ])('is none without a status: %j; nobody is asked for its request', (start) => {
    let asked = 0;
    const found = answerText(received(start, heads), () => {
      asked += 1;
      return invite;
    });
    expect([found, asked]).toEqual([null, 0]);
  });

  it('is none where nothing of ours waits for it', () => {
    expect(answerText(received('SIP/2.0 200 OK', heads), () => null)).toBeNull();
  });
});

describe('the marks of an answer', () => {
  it('are all branches, the Call-ID and the CSeq', () => {
    expect(
      marksOf(
        'Via: SIP/2.0/WSS a; branch = "z9hG4bK1" ;rport, SIP/2.0/UDP b;BRANCH=2',
        'v: SIP/2.0/UDP c;branch=3',
        'Call-ID:  c1 ',
        'CSeq: 17  invite',
      ),
    ).toEqual({
      branches: ['z9hG4bK1', '2', '3'],
      callId: 'c1',
      cseq: 17,
      method: 'INVITE',
    });
  });

  it.each([
    ['CSeq: x INVITE', null, ''],
    ['CSeq: 12', 12, ''],
    ['CSeq: 12\tBYE', 12, 'BYE'],
    ['CSeq: 4294967296 ACK', 4_294_967_296, 'ACK'],
    ['CSeq: a12 ACK', null, ''],
    ['CSeq: 12INVITE', 12, ''],
    ['X: 1', null, ''],
  ])('can be made out of %j as far as it goes', (line, cseq, method) => {
    expect(marksOf(line)).toEqual({ branches: [], callId: '', cseq, method });
  });
});

describe('the tag of an answer (RFC 3261 §12.1.2)', () => {
  const toOf = (start: string, line: string, request: OpenRequest = invite) =>
    read(start, [line], { request })?.find((one) => one.startsWith('To: '));

  it.each([
    [';tag=far', ';tag=far'],
    ['; TAG = far;x=y', ';tag=far'],
    [';tag="far"', ';tag=far'],
    [';\ttag\t=\tf-a.r~1', ';tag=f-a.r~1'],
  ])('is read from %j', (written, tag) => {
    const to = `To: <sip:x@y>${written}`;
    for (const status of ['180', '200', '486'])
      expect(toOf(`SIP/2.0 ${status} x`, to)).toBe(`To: ${invite.to}${tag}`);
  });

  it.each([
    ['180', invite, ''],
    ['199', invite, ''],
    ['200', invite, ';tag=none.tag.wire.invalid'],
    ['299', invite, ';tag=none.tag.wire.invalid'],
    ['300', invite, ''],
    ['486', invite, ''],
    ['200', { ...invite, method: 'OPTIONS' }, ''],
  ] as const)(
    'that is missing in a %s is made up only where a dialog begins',
    (status, request, tag) => {
      expect(toOf(`SIP/2.0 ${status} x`, 'To: <sip:x@y>', request)).toBe(`To: ${invite.to}${tag}`);
    },
  );

  it.each([';tag=known', '; tag = known', ';\tTAG\t=known'])(
    'is that of the request within a dialog: %j',
    (known) => {
      const request = { ...invite, to: `<sip:96510@pbx.example>${known}` };
      expect(toOf('SIP/2.0 200 OK', tagged, request)).toBe(`To: ${request.to}`);
    },
  );
});

describe('the Contact of an answer', () => {
  const contacts = (status: number, line: string, method = 'INVITE') =>
    read(`SIP/2.0 ${status} x`, [tagged, line], { request: { ...invite, method } })?.filter((one) =>
      one.startsWith('Contact: '),
    );

  it('is where the far side is, else where the request went, while a dialog may begin', () => {
    const two = 'Contact: <sip:a@192.0.2.1>, <sip:b@192.0.2.1>';
    expect(contacts(180, two)).toEqual(['Contact: <sip:a@192.0.2.1>']);
    expect(contacts(299, two)).toEqual(['Contact: <sip:a@192.0.2.1>']);
    expect(contacts(200, 'Contact: ?')).toEqual([target]);
    expect(contacts(200, 'X: 1')).toEqual([target]);
  });

  it('is nothing in a refusal or in other answers, and all of them at the registrar', () => {
    const two = 'Contact: <sip:a@192.0.2.1>, <sip:b@192.0.2.1>';
    expect(contacts(300, two)).toEqual([]);
    expect(contacts(486, two)).toEqual([]);
    expect(contacts(200, two, 'OPTIONS')).toEqual([]);
    expect(contacts(200, two, 'REGISTER')).toEqual([
      'Contact: <sip:a@192.0.2.1>',
      'Contact: <sip:b@192.0.2.1>',
    ]);
    expect(contacts(200, 'X: 1', 'REGISTER')).toEqual([]);
  });
});

describe('the rest of an answer', () => {
  const sdp = 'v=0\r\no=- 1 1 IN IP4 x\r\n';

  it('is its description where one belongs, and every line that can be read', () => {
    const lines = [tagged, 'Content-Type: application/sdp', `Content-Length: ${sdp.length}`];
    const text = read('SIP/2.0 200 OK', [...lines, 'X-Note: a\tb', 'X-Nul: a\0b'], { body: sdp });
    expect(text?.slice(6)).toEqual([
      target,
      'X-Note: a\tb',
      'Content-Type: application/sdp',
      '',
      ...sdp.split('\r\n'),
    ]);
  });

  it.each(['UPDATE', 'PRACK'])('is its description also of %s', (method) => {
    const request = { ...invite, method };
    expect(read('SIP/2.0 200 OK', [tagged], { request, body: sdp })?.join('\n')).toContain('v=0');
  });

  it('is no body of other requests, and none that is no description', () => {
    const request = { ...invite, method: 'INFO' };
    expect(read('SIP/2.0 200 OK', [tagged], { request, body: sdp })?.slice(6)).toEqual(['', '']);
    const html = { body: '<html/>' };
    expect(read('SIP/2.0 200 OK', [tagged, 'Content-Type: text/html'], html)?.slice(6)).toEqual([
      target,
      '',
      '',
    ]);
  });

  it('is what stood there of a frame without an end of headers', () => {
    const cut = readFrame(`SIP/2.0 486 Busy\r\n${[...heads, tagged].join('\r\n')}`);
    expect(answerText(cut, () => invite)?.split('\r\n')).toEqual([...own(tagged, '486'), '', '']);
  });
});
