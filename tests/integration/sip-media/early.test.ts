import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../support/mutator.ts';
import { type Chain, type RingingCall, openChain } from '../../support/sip-media/chain.ts';
import { foreignOffer } from '../../support/sip-media/foreign-offer.ts';
import { bodyOf } from '../../support/sip-media/scripted-pbx.ts';
import {
  audioAlone,
  audioPort0,
  bare,
  before,
  linesOf,
  t38,
  withCodecs,
  without,
} from '../../support/sip-media/sdp-changes.ts';

vi.setConfig({ testTimeout: 90_000 });

/** The desk as it is delivered: the answer goes in a 183 while it rings (ADR 0110). */
let chain: Chain;
beforeAll(async () => {
  chain = await openChain('early');
});
afterAll(() => chain?.close());

const seed = Number(process.env['HOTLINE_FUZZ_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const answered = (text: string) => /^SIP\/2\.0 (?:183|[2-6])/.test(text);

interface Ringing extends RingingCall {
  /** The first answer that counts: the 183 with the description, or a final one. */
  readonly early: string;
}

async function ringing(
  change: (sdp: string) => string = (sdp) => sdp,
  lines: readonly ('audio' | 'video')[] = ['audio'],
): Promise<Ringing> {
  await chain.citizen(lines);
  const ring = await chain.ring(change);
  const early = await ring.call.hears(answered);
  return { ...ring, early };
}

async function talksPlainly(): Promise<void> {
  const next = await ringing();
  await next.connect();
  await chain.sound(next.callId);
  await next.end();
}

async function endedWithReason(callId: string): Promise<void> {
  const { reason, code } = await chain.event('ended', callId);
  expect(reason).toBe('failed');
  expect(code).toMatch(/^media\./);
}

async function refusedThenTalks({ call, callId, early }: Ringing): Promise<void> {
  expect(early).toMatch(/^SIP\/2\.0 488/);
  call.ack();
  await endedWithReason(callId);
  await talksPlainly();
}

describe('an INVITE whose answer goes in a 183', () => {
  it.each([
    { name: 'audio alone', change: (sdp: string) => sdp, answers: ['audio taken'] },
    {
      name: 'audio among fax and dead lines',
      change: (sdp: string) => before(bare(sdp), t38()) + t38(0),
      answers: ['image refused', 'audio taken', 'image refused'],
    },
  ])('$name: each line answered there, the 200 repeats it, sound both ways', async (one) => {
    const call = await ringing(one.change);
    expect(call.early).toMatch(/^SIP\/2\.0 183/);
    expect(linesOf(bodyOf(call.early))).toEqual(one.answers);
    expect(await call.connect(audioAlone)).toBe(bodyOf(call.early));
    await chain.sound(call.callId);
    await call.end();
  });

  it.each([
    { name: 'fax alone', change: (sdp: string) => sdp.slice(0, sdp.indexOf('m=')) + t38() },
    { name: 'port 0', change: audioPort0 },
    { name: 'G.729 alone', change: withCodecs('18', ['18 G729/8000']) },
    { name: 'no DTLS', change: without('fingerprint') },
    { name: 'what only the browser refuses', change: without('rtcp-mux') },
  ])('$name: 488 and no 183, and the reason; the next call has its 183', async ({ change }) => {
    const refused = await ringing(change);
    expect(refused.early).toMatch(/^SIP\/2\.0 488/);
    refused.call.ack();
    await endedWithReason(refused.callId);
    const next = await ringing();
    expect(next.early).toMatch(/^SIP\/2\.0 183/);
    await next.connect();
    await chain.sound(next.callId);
    await next.end();
  });

  it.each([
    { name: 'port 0', change: audioPort0 },
    { name: 'T.38 alone', change: (sdp: string) => sdp.slice(0, sdp.indexOf('m=')) + t38() },
    { name: 'no codec', change: withCodecs('18', ['18 G729/8000']) },
    { name: 'what only the browser refuses', change: without('rtcp-mux') },
  ])('a re-INVITE with $name: 488, the sound goes on, and a good one is taken', async (one) => {
    const call = await ringing();
    await call.connect();
    await chain.sound(call.callId);
    expect(await call.reinvite(one.change)).toMatch(/^SIP\/2\.0 488/);
    await chain.sound(call.callId);
    expect(await call.reinvite()).toMatch(/^SIP\/2\.0 200/);
    await chain.sound(call.callId);
    await call.end();
  });
});

describe('offers as gateways make them', () => {
  it('each ends in sound as it says, or in 488 with a reason; the next call talks', async () => {
    console.log(`[foreign offers] seed ${seed}`);
    const random = createRandom(seed);
    for (let round = 0; round < 20; round += 1) {
      const offer = foreignOffer(random);
      try {
        await soundOr488(offer);
      } catch (cause) {
        throw new Error(`seed ${seed}, round ${round}: ${offer.name}: ${String(cause)}`, { cause });
      }
    }
    await talksPlainly();
  }, 60_000);

  async function soundOr488(offer: ReturnType<typeof foreignOffer>): Promise<void> {
    const call = await ringing(offer.change, offer.lines);
    if (!call.early.startsWith('SIP/2.0 183')) return refusedThenTalks(call);
    await call.connect(offer.back);
    await chain.sound(call.callId, {
      agent: ['sendrecv', 'sendonly'].includes(offer.direction),
      citizen: ['sendrecv', 'recvonly'].includes(offer.direction),
    });
    await call.end();
  }
});
