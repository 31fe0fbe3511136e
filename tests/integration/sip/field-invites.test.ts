import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRandom } from '../../support/mutator.ts';
import { mutateInvite } from '../../support/invite-mutator.ts';
import { type WireDesk, startWireDesk } from '../../support/wire-desk.ts';

const folder = join(import.meta.dirname, '..', '..', 'fixtures', 'field', 'invite');
const read = (name: string) => readFileSync(join(folder, name));
const control = read('control.sip').toString();
const withLine = (name: string, line: string) =>
  control.replace(new RegExp(`^${name}:.*$`, 'm'), line);
const seed = Number(process.env['HOTLINE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

describe('calls as PBXs and gateways in the field write them', () => {
  let desk: WireDesk;
  beforeEach(async () => {
    desk = await startWireDesk('desk0a1b2c');
  });
  afterEach(() => desk.close());
  const rang = () => desk.events.filter((event) => event.kind === 'alerting');
  const lost = () => desk.events.filter((event) => event.kind === 'callLost').length;
  const finals = () => desk.sent.filter((text) => /^SIP\/2\.0 [3-6]/.test(text));
  const ringing = () => desk.sent.find((text) => text.startsWith('SIP/2.0 180')) ?? '';

  it.each(readdirSync(folder))('%s rings', async (name) => {
    const bytes = read(name);
    const text = bytes.toString();
    await desk.deliver(Buffer.from(text).equals(bytes) ? text : bytes);
    expect(rang().map((event) => event.rawNumber)).toEqual(['19900000123']);
    const isNamed = name.startsWith('name-');
    expect(rang()[0]?.displayName).toBe(isNamed ? '王某' : '');
    expect(lost()).toBe(0);
  });

  it.each(['%D5%C5', '50%25', '%', '%ff%'])(
    'a caller whose user part is %j rings: nobody can read it, and that is no reason to lose the call',
    async (user) => {
      await desk.deliver(withLine('From', `From: <sip:${user}@pbx.example>;tag=far`));
      expect(rang()).toHaveLength(1);
      expect(lost()).toBe(0);
      expect(ringing()).toContain(`From: <sip:${user}@pbx.example>;tag=far\r\n`);
    },
  );

  it.each([
    ['Via', 'Via: SIP/2.0/WS call_center_pbx:5060;branch=z9hG4bKx;rport'],
    ['Via', 'Via: SIP/2.0/WS 0c1d2e3f4a5b;branch=z9hG4bKx'],
    ['Via', 'Via: SIP/2.0/WSS [fe80::1%25eth0]:5061;branch=z9hG4bKx;received=fe80::1%25eth0'],
    ['Via', 'Via: SIP/2.0/WS pbx_1;branch=z9hG4bKx;x=ö, SIP/2.0/UDP a_b;branch=z9hG4bKy'],
    ['From', 'From: <sip:19900000123@[fe80::1%25eth0]>;tag=far'],
    ['From', 'From: <sip:19900000123;phone-context=+86@pbx.example;user=phone>;tag=far;x=<y>'],
    ['From', 'From: <sip:199%30%30000123@pbx.example>;tag=far'],
    ['From', 'From: sip:19900000123@pbx_1;tag=far'],
    ['From', 'From: <tel:19900000123;phone-context=pbx.example>;tag=far'],
    ['From', `From: "${'长'.repeat(900)}" <sip:19900000123@pbx_1>;tag=far`],
    ['From', 'From: "" <sip:19900000123@pbx_1>;tag=far'],
    ['From', 'From: 王, 某 (水务) <sip:19900000123@pbx.example>;tag=far'],
    ['From', 'From: =?GB2312?B?zfXEsw==?= <sip:19900000123@pbx.example>;tag=far'],
    ['From', 'From: <sip:19900000123@pbx.example;a=b=c;;d>;tag=far;isup-oli=;x'],
    ['Contact', 'Contact: <sip:asterisk@pbx_1;x=a/b:c>;expires=3600;+sip.ice;q=abc'],
    ['Contact', 'Contact: <sip:a@0c1d:5060;transport=ws>, <sip:b@pbx_1>'],
    ['Contact', 'Contact: <tel:19900000123>'],
    ['Contact', 'Contact: <sip:%D5%C5@pbx.example>'],
    ['Contact', 'Contact: <sip:50%25@pbx.example>\r\nRecord-Route: <sip:%ff@pbx.example;lr>'],
    [
      'Contact',
      'Contact: <sip:asterisk@pbx.example>\r\nRecord-Route: <sip:a_b;lr>, <sip:0c1d;lr>;x=ü',
    ],
    ['Call-ID', 'Call-ID: {ab c}@pbx@pbx_1'],
    ['Call-ID', 'Call-ID: 水务@pbx'],
    ['Max-Forwards', 'Max-Forwards: many'],
    ['Content-Type', 'Content-Type: application/sdp;charset'],
    ['Max-Forwards', 'Max-Forwards: 70\r\nMax-Forwards: 69'],
    ['Max-Forwards', 'Require:'],
    ['Max-Forwards', 'Require: timer,'],
    ['Max-Forwards', 'Date: Thu, 26 Nov 2026 10:00:00 +0800'],
    ['Max-Forwards', 'Date: 2026-11-26 10:00:00'],
    ['Max-Forwards', 'Date:'],
    ['Max-Forwards', 'Date: Thu, 6 Nov 2026 10:00:00 GMT\r\nDate: Thu, 6 Nov 2026 10:00:00 GMT'],
    ['Max-Forwards', 'Expires:'],
    ['Max-Forwards', 'Expires: soon'],
    ['Max-Forwards', 'Expires: 0'],
    ['Max-Forwards', 'Expires: 4294967295'],
  ])('%s that is odd rings, and is answered as it came: %s', async (name, line) => {
    await desk.deliver(withLine(name, line));
    expect(rang().map((event) => event.rawNumber)).toEqual(['19900000123']);
    await desk.deliver('\r\n');
    expect(desk.events.filter((event) => event.kind === 'ended')).toEqual([]);
    const echoed = ['Via', 'Call-ID'].includes(name) ? line : 'Call-ID: control@pbx.example';
    expect(ringing()).toContain(`${echoed}\r\n`);
    expect(ringing()).not.toContain('wire.invalid');
  });

  it.each([
    [
      '+8619900000456',
      '<sip:anonymous@anonymous.invalid>\r\nP-Asserted-Identity: <tel:+8619900000456>',
    ],
    ['+8619900000456', '<sip:pbx.example>\r\nP-Asserted-Identity: <tel:+8619900000456>'],
    ['+8619900000456', '<sip:trunk01@pbx.example>, <tel:+8619900000456;cpc=ordinary>'],
    ['+861000000456', '<tel:00000456;phone-context=+86-10>'],
    ['+861000000456', '<sip:00000456;phone-context=+8610@pbx.example;user=phone>'],
    ['19900000456', '<tel:19900000456;phone-context=+86>'],
    ['19900000456', '<tel:19900000456;phone-context=+8610>'],
    ['00000456', '<tel:00000456;phone-context=pbx.example>'],
    ['19900000456', '<sip:19900000456:secret@pbx.example>'],
  ])('says that %s calls: P-Asserted-Identity: %s', async (number, asserted) => {
    const line = `Max-Forwards: 70\r\nP-Asserted-Identity: ${asserted}`;
    await desk.deliver(withLine('Max-Forwards', line));
    expect(rang().map((event) => event.rawNumber)).toEqual([number]);
  });

  it.each([
    ['line end', '\r\n'],
    ['blank line', '\r\n\r\n'],
    ['row of keep-alives', '\r\n\r\n\r\n\r\n'],
    ['byte order mark', '\uFEFF'],
  ])('rings with a %s before it, as text and as bytes', async (_name, before) => {
    await desk.deliver(before + control);
    await desk.declineAll();
    const second = control
      .replace('z9hG4bKcontrol', 'z9hG4bKsecond')
      .replace('control@', 'second@');
    await desk.deliver(Buffer.from(before + second));
    expect(rang()).toHaveLength(2);
    expect(lost()).toBe(0);
  });

  it.each([
    ['a NUL in a header', withLine('From', 'From: "a\0b" <sip:19900000123@pbx.example>;tag=far')],
    ['a From without an address', withLine('From', 'From: somebody;tag=far')],
    ['a line without a colon', control.replace('Max-Forwards: 70', 'what is this')],
    ['no end of headers', control.slice(0, control.indexOf('\r\n\r\n'))],
    ['a frame of 70 000 characters', control + 'x'.repeat(70_000)],
    ['a Record-Route without an address', control.replace('Max-Forwards: 70', 'Record-Route: -')],
    ['a Request-URI of somebody else', control.replace('sip:desk0a1b2c@', 'sip:nobody@')],
  ])('%s gets a final answer, and the agent is told', async (_name, frame) => {
    await desk.deliver(frame);
    expect(rang()).toEqual([]);
    expect(finals()).toHaveLength(1);
    expect(lost()).toBe(1);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'each INVITE that was hurt rings, or gets a final answer and is said (round %i)',
    async (round) => {
      console.log(`[field invites] seed ${seed}, round ${round}`);
      const random = createRandom(seed + round);
      const vanished: string[] = [];
      // Fewer than the answers that the guard gives in a second.
      for (let count = 0; count < 45; count += 1) {
        const frame = mutateInvite(control, count, random);
        const before = { rang: rang().length, lost: lost() };
        await desk.deliver(frame);
        const isRung = rang().length === before.rang + 1;
        const ours = finals().filter((text) => text.includes(`z9hG4bKhurt${count}\r\n`));
        const isSaid = lost() === before.lost + 1 && ours.length === 1;
        if (isRung === isSaid || (isRung && lost() !== before.lost)) vanished.push(frame);
        await desk.declineAll();
      }
      expect(vanished).toEqual([]);
    },
  );
});
