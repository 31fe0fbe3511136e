import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type Chain,
  type Change,
  type RingingCall,
  openChain,
} from '../../support/sip-media/chain.ts';
import { bodyOf } from '../../support/sip-media/scripted-pbx.ts';
import {
  audioAlone,
  audioPort0,
  bare,
  linesOf,
  t38,
  withCodecs,
  without,
} from '../../support/sip-media/sdp-changes.ts';

vi.setConfig({ testTimeout: 90_000 });

let chain: Chain;
beforeAll(async () => {
  chain = await openChain();
});
afterAll(() => chain?.close());

const both = { agent: true, citizen: true };

async function talking(): Promise<RingingCall> {
  await chain.citizen();
  const ringing = await chain.ring();
  await ringing.connect();
  await chain.sound(ringing.callId);
  return ringing;
}

/** The proof that nothing is stuck: the agent holds and takes back, and both hear each other. */
async function holdsAndTalks(
  { call, callId }: RingingCall,
  acts: readonly ('hold' | 'retrieve')[] = ['hold', 'retrieve'],
): Promise<void> {
  for (const act of acts) {
    const citizen = act === 'retrieve';
    const before = call.heard.length;
    const pressed = chain.act(act, callId);
    const invite = await call.hears((text) => text.startsWith('INVITE '), before);
    const answer = await chain.page.evaluate(
      (sdp) => globalThis.far.answer(sdp),
      offerForFar(invite),
    );
    call.answer('INVITE', '200 OK', forDesk(answer, bodyOf(invite)));
    expect(await pressed).toBe('ok');
    await chain.sound(callId, citizen ? both : { agent: citizen, citizen: false });
  }
}

/** The citizen's browser has only the audio line; the desk's offer may carry dead ones. */
const offerForFar = (invite: string) => audioAlone(bodyOf(invite));
const forDesk = (answer: string, offer: string) => {
  const dead = linesOf(offer).map((line) => line.endsWith('refused'));
  const kinds = [...offer.matchAll(/^m=(\w+) \d+ (.*)$/gm)];
  const [head = '', ...lines] = answer.split(/(?=^m=)/m);
  return (
    head +
    dead
      .map((isDead, index) =>
        isDead
          ? `m=${kinds[index]?.[1]} 0 ${kinds[index]?.[2]?.trim()}\r\n`
          : (lines.shift() ?? ''),
      )
      .join('')
  );
};

describe('a re-INVITE from the field in a call that talks', () => {
  const refused: readonly { name: string; change: Change }[] = [
    { name: 'audio with port 0', change: audioPort0 },
    { name: 'T.38 in place of the audio', change: (sdp) => audioPort0(bare(sdp)) + t38() },
    { name: 'T.38 alone', change: (sdp) => sdp.slice(0, sdp.indexOf('m=')) + t38() },
    { name: 'no codec that anybody speaks', change: withCodecs('18', ['18 G729/8000']) },
    { name: 'no DTLS', change: without('fingerprint') },
    { name: 'what only the browser refuses', change: without('rtcp-mux') },
  ];
  it.each(refused)('$name: 488, and everything works on as it was', async ({ change }) => {
    const ringing = await talking();
    expect(await ringing.reinvite(change)).toMatch(/^SIP\/2\.0 488/);
    await chain.event('changeRefused', ringing.callId, ({ code }) => code.startsWith('media.'));
    await chain.sound(ringing.callId);
    await holdsAndTalks(ringing);
    expect(await ringing.reinvite()).toMatch(/^SIP\/2\.0 200/);
    await chain.sound(ringing.callId);
    await ringing.end();
  });

  it('video is added: refused in its place, the sound goes on, and our own offers keep the line', async () => {
    const ringing = await talking();
    await chain.page.evaluate(() => globalThis.far.add('video'));
    const final = await ringing.reinvite();
    expect(linesOf(bodyOf(final))).toEqual(['audio taken', 'video refused']);
    await chain.sound(ringing.callId);
    const before = ringing.call.heard.length;
    const pressed = chain.act('hold', ringing.callId);
    const invite = await ringing.call.hears((text) => text.startsWith('INVITE '), before);
    expect(linesOf(bodyOf(invite))).toEqual(['audio taken', 'video refused']);
    const answer = await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(invite));
    ringing.call.answer('INVITE', '200 OK', answer);
    expect(await pressed).toBe('ok');
    await chain.sound(ringing.callId, { agent: false, citizen: false });
    await ringing.end();
  });

  it('that only refreshes the session (RFC 4028): 200, and the sound goes on', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    call.send('INVITE', await chain.page.evaluate(() => globalThis.far.offer()), [
      'Supported: timer',
      'Session-Expires: 1800;refresher=uac',
    ]);
    const final = await call.final();
    expect(final).toMatch(/^Session-Expires: 1800;refresher=uac/m);
    call.ack();
    await chain.page.evaluate((sdp) => globalThis.far.take(sdp), bodyOf(final));
    await chain.sound(callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it('that tells who talks now (connected line): the identity follows, and the sound goes on', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    call.send('INVITE', await chain.page.evaluate(() => globalThis.far.offer()), [
      'P-Asserted-Identity: <sip:19900000456@pbx.example>',
    ]);
    const final = await call.final();
    call.ack();
    await chain.page.evaluate((sdp) => globalThis.far.take(sdp), bodyOf(final));
    await chain.event('identity', callId, ({ rawNumber }) => rawNumber === '19900000456');
    await chain.sound(callId);
    await ringing.end();
  });

  it('bundled video with the address 0.0.0.0 is no hold', async () => {
    const ringing = await talking();
    await ringing.reinvite(
      (sdp) =>
        `${sdp}m=video 9 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=rtpmap:96 VP8/90000\r\na=rtcp-mux\r\na=sendrecv\r\n`,
      audioAlone,
    );
    await chain.sound(ringing.callId);
    expect(
      (await chain.events()).some((one) => one.kind === 'farHold' && one.callId === ringing.callId),
    ).toBe(false);
    await ringing.end();
  });

  it('T.38 beside the audio: its line is refused, and ours keep both', async () => {
    const ringing = await talking();
    const final = await ringing.reinvite((sdp) => sdp + t38(), audioAlone);
    expect(linesOf(bodyOf(final))).toEqual(['audio taken', 'image refused']);
    await chain.sound(ringing.callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it('hold and back by direction (RFC 3264 §8.4), and by the address 0.0.0.0', async () => {
    const ringing = await talking();
    const { callId } = ringing;
    for (const direction of ['sendonly', 'inactive'] as const) {
      await chain.page.evaluate((way) => globalThis.far.setDirection(way), direction);
      await ringing.reinvite();
      await chain.event('farHold', callId, ({ held }) => held);
      await chain.sound(callId, { agent: direction === 'sendonly', citizen: false });
      await chain.page.evaluate(() => globalThis.far.setDirection('sendrecv'));
      await ringing.reinvite();
      await chain.sound(callId);
    }
    await ringing.reinvite((sdp) => sdp.replace(/^c=IN IP4 \S+/gm, 'c=IN IP4 0.0.0.0'));
    await ringing.reinvite();
    await chain.sound(callId);
    const held = (await chain.events()).flatMap((one) =>
      one.kind === 'farHold' && one.callId === callId ? [one.held] : [],
    );
    expect(held).toEqual([true, false, true, false, true, false]);
    await ringing.end();
  });

  it('without SDP (late offer): ours, answered in the ACK, carries the sound', async () => {
    const ringing = await talking();
    ringing.call.send('INVITE');
    const offer = bodyOf(await ringing.call.final());
    ringing.call.ack(await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), offer));
    await chain.sound(ringing.callId);
    expect(await ringing.reinvite()).toMatch(/^SIP\/2\.0 200/);
    await chain.sound(ringing.callId);
    await ringing.end();
  });

  it('whose ACK never comes: the agent holds and takes back all the same', async () => {
    const ringing = await talking();
    ringing.call.send('INVITE', await chain.page.evaluate(() => globalThis.far.offer()));
    const taken = await chain.page.evaluate(
      (sdp) => globalThis.far.take(sdp),
      bodyOf(await ringing.call.final()),
    );
    expect(taken).toBe('ok');
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it('meets ours (491): both come about, one after the other', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const pressed = chain.act('hold', callId);
    const invite = await call.hears((text) => text.startsWith('INVITE '));
    call.send('INVITE', await chain.page.evaluate(() => globalThis.far.offer()));
    expect(await call.final()).toMatch(/^SIP\/2\.0 491/);
    call.ack();
    await chain.page.evaluate(() => globalThis.far.rollback());
    call.answer('INVITE', '491 Request Pending');
    const again = await call.hears(
      (text) => text.startsWith('INVITE ') && text !== invite && bodyOf(text) !== bodyOf(invite),
      call.heard.indexOf(invite) + 1,
    );
    call.answer(
      'INVITE',
      '200 OK',
      await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(again)),
    );
    expect(await pressed).toBe('ok');
    await chain.sound(callId, { agent: false, citizen: false });
    await ringing.end();
  });
});

describe('an UPDATE from the field in a call that talks', () => {
  const answerTo = (call: RingingCall['call'], from: number) =>
    call.hears((text) => /^SIP\/2\.0 [2-6]/.test(text) && /^CSeq: \d+ UPDATE/m.test(text), from);

  it('with an offer and connected-line news: answered, the identity follows, the sound goes on', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const from = call.heard.length;
    call.send('UPDATE', await chain.page.evaluate(() => globalThis.far.offer()), [
      ...['Supported: timer', 'Session-Expires: 1800;refresher=uac'],
      'P-Asserted-Identity: <sip:19900000456@pbx.example>',
    ]);
    const final = await answerTo(call, from);
    expect(final).toMatch(/^SIP\/2\.0 200/);
    expect(final).toMatch(/^Session-Expires: 1800;refresher=uac/m);
    const taken = await chain.page.evaluate((sdp) => globalThis.far.take(sdp), bodyOf(final));
    expect(taken).toBe('ok');
    await chain.event('identity', callId, ({ rawNumber }) => rawNumber === '19900000456');
    await chain.sound(callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it.each([
    { name: 'port 0', change: audioPort0 },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']) },
    { name: 'what only the browser refuses', change: without('rtcp-mux') },
  ])('that offers $name: 488, and everything works on as it was', async ({ change }) => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const from = call.heard.length;
    call.send('UPDATE', change(await chain.page.evaluate(() => globalThis.far.offer())));
    expect(await answerTo(call, from)).toMatch(/^SIP\/2\.0 488/);
    await chain.event('changeRefused', callId);
    await chain.page.evaluate(() => globalThis.far.rollback());
    await chain.sound(callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });
});

describe('a socket that is lost in a call that talks (R20, R21)', () => {
  const fragmentOf = (text: string) => /^a=ice-ufrag:(.*)$/m.exec(text)?.[1]?.trim();
  const revived = async () => {
    const ringing = await talking();
    const { call } = ringing;
    const before = fragmentOf(await call.final());
    const from = call.heard.length;
    chain.pbx.dropSocket();
    await chain.sound(ringing.callId);
    const invite = await call.hears((text) => text.startsWith('INVITE '), from);
    expect(fragmentOf(invite)).not.toBe(before);
    return { ...ringing, invite };
  };

  it('is registered again, and an ICE restart by re-INVITE carries the sound on', async () => {
    const { invite, ...ringing } = await revived();
    const answer = await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(invite));
    ringing.call.answer('INVITE', '200 OK', answer);
    await chain.sound(ringing.callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it('ends as lost when the PBX answers that re-INVITE with 481, and the next call talks', async () => {
    const { call, callId } = await revived();
    call.answer('INVITE', '481 Call/Transaction Does Not Exist');
    expect(await chain.event('ended', callId)).toMatchObject({ reason: 'connectionLost' });
    const next = await talking();
    await next.end();
  });
});

describe('our re-INVITE', () => {
  const holding = async () => {
    const { call, callId } = await talking();
    const before = call.heard.length;
    const pressed = chain.act('hold', callId);
    await call.hears((text) => text.startsWith('INVITE '), before);
    return { call, callId, pressed };
  };

  it('answered with 481 (R22): the call ends as lost, and the next one talks', async () => {
    const { call, callId, pressed } = await holding();
    call.answer('INVITE', '481 Call/Transaction Does Not Exist');
    expect(await pressed).toBe('sip.callFailed');
    expect(await chain.event('ended', callId)).toMatchObject({ reason: 'connectionLost' });
    const next = await talking();
    await next.end();
  });

  it('met by a BYE (R19): ended once, and the next call talks', async () => {
    const { call, callId } = await holding();
    call.send('BYE');
    call.answer('INVITE', '487 Request Terminated');
    expect(await chain.event('ended', callId)).toMatchObject({ reason: 'citizenHungUp' });
    const next = await talking();
    await next.end();
    const ends = (await chain.events()).filter(
      (one) => one.kind === 'ended' && one.callId === callId,
    );
    expect(ends).toHaveLength(1);
  });

  it('for a hold that the far side answers by talking on: nobody on hold is listened to', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const before = call.heard.length;
    const pressed = chain.act('hold', callId);
    const invite = await call.hears((text) => text.startsWith('INVITE '), before);
    expect(bodyOf(invite)).toMatch(/^a=sendonly/m);
    const answer = await chain.page.evaluate(
      (sdp) => globalThis.far.answer(sdp),
      offerForFar(invite).replace('a=sendonly', 'a=sendrecv'),
    );
    expect(answer).toMatch(/^a=sendrecv/m);
    call.answer('INVITE', '200 OK', forDesk(answer, bodyOf(invite)));
    expect(await pressed).toBe('ok');
    await chain.sound(callId, { agent: false, citizen: false });
    await holdsAndTalks(ringing, ['retrieve']);
    await ringing.end();
  });

  it('answered with 100 and no more: the hold fails after 40 s, the call talks on', async () => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const before = call.heard.length;
    const pressed = chain.act('hold', callId);
    await call.hears((text) => text.startsWith('INVITE '), before);
    call.answer('INVITE', '100 Trying');
    // It has come when the next message is answered.
    expect(await ringing.reinvite()).toMatch(/^SIP\/2\.0 491/);
    expect(await chain.page.evaluate(() => globalThis.seat.outwait(40_000))).toBe(1);
    expect(await pressed).toBe('sip.callFailed');
    await chain.sound(callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });

  it.each([
    { name: 'audio refused (port 0)', change: audioPort0, code: 'media.noAudioLine' },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']), code: 'media.noCommonCodec' },
    { name: 'no DTLS', change: without('fingerprint'), code: 'media.notEncrypted' },
  ])('$name: the hold fails with its reason, the call talks on', async ({ change, code }) => {
    const ringing = await talking();
    const { call, callId } = ringing;
    const before = call.heard.length;
    const pressed = chain.act('hold', callId);
    const invite = await call.hears((text) => text.startsWith('INVITE '), before);
    const answer = await chain.page.evaluate((sdp) => globalThis.far.answer(sdp), bodyOf(invite));
    call.answer('INVITE', '200 OK', change(answer));
    expect(await pressed).toBe(code);
    expect(
      (await chain.events()).some((one) => one.kind === 'ended' && one.callId === callId),
    ).toBe(false);
    await ringing.reinvite();
    await chain.sound(callId);
    await holdsAndTalks(ringing);
    await ringing.end();
  });
});
