import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Chain, type Change, openChain } from '../../support/sip-media/chain.ts';

vi.setConfig({ testTimeout: 90_000 });

let chain: Chain;
beforeAll(async () => {
  chain = await openChain();
});
afterAll(() => chain?.close());

/** From the last packet to the words, seconds counted once a second. */
const toldWithinMs = 6500;
/** Longer than any fault would take to be told. */
const quietMs = 9000;

const onlyPcmu: Change = (sdp) =>
  sdp
    .replace(/^(m=audio \d+ \S+).*$/m, '$1 0')
    .replaceAll(/^a=(?:rtpmap|fmtp|rtcp-fb):(?!0 ).*\r\n/gm, '');
/** Opus, and the citizen's end is told that it may stop sending in its silence (RFC 7587 §6.1). */
const withDtx: Change = (sdp) => sdp.replace(/^(a=fmtp:\d+ )(?=.*useinbandfec)/m, '$1usedtx=1;');

describe('what Chromium counts of a far side', () => {
  it.each([
    { name: 'G.711', offer: onlyPcmu, answer: (sdp: string) => sdp, between: [40, 60] as const },
    {
      name: 'Opus with DTX',
      offer: (sdp: string) => sdp,
      answer: withDtx,
      between: [0, 20] as const,
    },
  ])(
    '$name: silence is no fault, a hold neither; packets that stop are told in time',
    async ({ offer, answer, between }) => {
      const { page } = chain;
      await chain.citizen();
      const ringing = await chain.ring(offer);
      await ringing.connect(answer);
      await chain.sound(ringing.callId);
      await page.evaluate((id) => {
        globalThis.verdicts = globalThis.seat.judge(id);
      }, ringing.callId);
      const told = () => page.evaluate(() => globalThis.verdicts.told.map(({ code }) => code));
      const packets = () => page.evaluate(() => globalThis.verdicts.packets);

      await page.evaluate(() => globalThis.far.setMuted(true));
      const before = await packets();
      await page.waitForTimeout(quietMs);
      const perSecond = ((await packets()) - before) / (quietMs / 1000);
      // What the test is about: G.711 goes on, DTX nearly stops.
      expect(perSecond).toBeGreaterThan(between[0]);
      expect(perSecond).toBeLessThan(between[1]);
      expect(await told()).toEqual([]);
      await page.evaluate(() => globalThis.far.setMuted(false));
      await chain.sound(ringing.callId);

      const stoppedAt = await page.evaluate(async () => {
        await globalThis.far.setSending(false);
        return performance.now();
      });
      await page.waitForFunction(() => globalThis.verdicts.told.length === 1);
      const first = await page.evaluate(() => globalThis.verdicts.told[0]);
      expect(first?.code).toBe('media.noRemoteAudio');
      expect((first?.atMs ?? 0) - stoppedAt).toBeLessThan(toldWithinMs);
      await page.evaluate(() => globalThis.far.setSending(true));
      await page.waitForFunction(() => globalThis.verdicts.told.length === 2);
      expect(await told()).toEqual(['media.noRemoteAudio', null]);
      await ringing.end();
    },
  );

  it('a far side that holds is not waited for; one whose line is gone is told', async () => {
    const { page } = chain;
    await chain.citizen();
    const ringing = await chain.ring();
    await ringing.connect();
    await chain.sound(ringing.callId);
    await page.evaluate((id) => {
      globalThis.verdicts = globalThis.seat.judge(id);
    }, ringing.callId);
    await page.evaluate(() => {
      globalThis.far.setDirection('inactive');
      globalThis.verdicts.isHeld = true;
    });
    await ringing.reinvite();
    await page.waitForTimeout(quietMs);
    expect(await page.evaluate(() => globalThis.verdicts.told)).toEqual([]);
    await page.evaluate(() => globalThis.far.setDirection('sendrecv'));
    await ringing.reinvite();
    await page.evaluate(() => {
      globalThis.verdicts.isHeld = false;
    });
    await chain.sound(ringing.callId);
    const goneAt = await page.evaluate(() => {
      globalThis.far.close();
      return performance.now();
    });
    await page.waitForFunction(() => globalThis.verdicts.told.length > 0);
    const [first] = await page.evaluate(() => globalThis.verdicts.told);
    expect(first?.code).toBe('media.noRemoteAudio');
    expect((first?.atMs ?? 0) - goneAt).toBeLessThan(toldWithinMs);
    await ringing.end();
  });
});
