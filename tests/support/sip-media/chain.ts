import type { Browser, Page } from 'playwright-core';
import type { PhoneEvent } from '../../../src/telephony/core/phone.ts';
import { launchBrowser } from '../browser.ts';
import { type ChunkHost, createChunkHost } from '../chunk-host.ts';
import { startPageServer } from '../page-server.ts';
import { type ScriptedCall, type ScriptedPbx, bodyOf, startScriptedPbx } from './scripted-pbx.ts';

/**
 * The real SIP phone with real WebRTC media and recorder in one Chromium page, against a scripted PBX and a far side that is a
 * second browser end: what Chromium itself answers meets descriptions as they come from the field.
 */
export interface Chain {
  readonly page: Page;
  readonly pbx: ScriptedPbx;
  /** Where a recording (`seat.record`) arrives, under the call's id. */
  readonly host: ChunkHost;
  /** A new citizen, who speaks over these lines. The one before is gone. */
  citizen(lines?: readonly ('audio' | 'video')[]): Promise<void>;
  /** Rings the desk with the citizen's offer, changed by `change`. */
  ring(change?: Change): Promise<RingingCall>;
  events(): Promise<readonly PhoneEvent[]>;
  /** Waits for both to hear each other, or for one or none as told. */
  sound(callId: string, wanted?: Heard): Promise<void>;
  act(what: 'answer' | 'hold' | 'retrieve' | 'hangUp', callId: string): Promise<string>;
  /** Waits until an event of the call fits. */
  event<Kind extends PhoneEvent['kind']>(
    kind: Kind,
    callId: string,
    fits?: (event: Extract<PhoneEvent, { kind: Kind }>) => boolean,
  ): Promise<Extract<PhoneEvent, { kind: Kind }>>;
  close(): Promise<void>;
}

export type Change = (sdp: string) => string;
export interface Heard {
  readonly agent: boolean;
  readonly citizen: boolean;
}

export interface RingingCall {
  readonly call: ScriptedCall;
  readonly callId: string;
  /** Clicks, waits for the 200 and acknowledges it; the citizen takes the answer, changed by `back`. Resolves with the answer. */
  connect(back?: Change): Promise<string>;
  /** A re-INVITE with the citizen's next offer; resolves with the final response. */
  reinvite(change?: Change, back?: Change): Promise<string>;
  /** BYE of the far side. */
  end(): Promise<void>;
}

/** Longer than the longest back-off of a registration (15 s), which a socket lost twice in a row may meet. */
const limitMs = 24_000;
export const unchanged: Change = (sdp) => sdp;

export async function openChain(answerMedia: 'early' | 'atAnswer' = 'atAnswer'): Promise<Chain> {
  const host = createChunkHost();
  const server = await startPageServer((request, response) => host.handle(request, response));
  const browser: Browser = await launchBrowser();
  const pbx = await startScriptedPbx();
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(server.pageWith('/tests/support/sip-media/page.ts'));
  await page.waitForFunction(() => 'openSeat' in globalThis);
  await page.evaluate(
    async (options) => {
      globalThis.seat = await globalThis.openSeat(options);
    },
    { url: pbx.url, answerMedia },
  );
  const events = () => page.evaluate(() => globalThis.seat.events());
  await page.waitForFunction(() =>
    globalThis.seat
      .events()
      .some((one) => one.kind === 'registration' && one.state.kind === 'registered'),
  );

  const chain: Chain = {
    page,
    pbx,
    host,
    events,
    citizen: (lines = ['audio']) =>
      page.evaluate((kinds) => {
        if ('far' in globalThis) globalThis.far.close();
        globalThis.far = globalThis.seat.farSide(kinds);
      }, lines),
    async ring(change = unchanged) {
      const before = (await events()).length;
      const call = pbx.call();
      call.send('INVITE', change(await page.evaluate(() => globalThis.far.offer())));
      const alerting = await page.waitForFunction(
        (from) =>
          globalThis.seat
            .events()
            .slice(from)
            .find((one) => one.kind === 'alerting'),
        before,
        { timeout: limitMs },
      );
      const { callId } = await alerting.evaluate((one) => ({ callId: one?.callId ?? '' }));
      return ringingCall(chain, call, callId);
    },
    async sound(callId, wanted = { agent: true, citizen: true }) {
      await page.waitForFunction(
        ([id, agent, citizen]) => {
          const heard = globalThis.seat.heardBy(id, globalThis.far);
          return heard.agent === agent && heard.citizen === citizen;
        },
        [callId, wanted.agent, wanted.citizen] as const,
        { timeout: limitMs, polling: 50 },
      );
    },
    act: (what, callId) =>
      page.evaluate(([one, id]) => globalThis.seat.act(one, id), [what, callId] as const),
    async event(kind, callId, fits = () => true) {
      const deadline = performance.now() + limitMs;
      for (;;) {
        const found = (await events()).find(
          (one) =>
            one.kind === kind && 'callId' in one && one.callId === callId && fits(one as never),
        );
        if (found) return found as never;
        if (performance.now() > deadline) throw new Error(`no ${kind} for ${callId}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async close() {
      await browser.close();
      await pbx.close();
      await server.close();
    },
  };
  return chain;
}

function ringingCall(chain: Chain, call: ScriptedCall, callId: string): RingingCall {
  const { page } = chain;
  const take = (sdp: string) => page.evaluate((text) => globalThis.far.take(text), sdp);
  return {
    call,
    callId,
    async connect(back = unchanged) {
      const click = chain.act('answer', callId);
      const final = await call.final();
      if (!final.startsWith('SIP/2.0 200')) throw new Error(final.split('\r\n')[0]);
      call.ack();
      const taken = await take(back(bodyOf(final)));
      if (taken !== 'ok') throw new Error(`the citizen's browser refuses the answer: ${taken}`);
      await click;
      return bodyOf(final);
    },
    async reinvite(change = unchanged, back = unchanged) {
      call.send('INVITE', change(await page.evaluate(() => globalThis.far.offer())));
      const final = await call.final();
      call.ack();
      const taken = final.startsWith('SIP/2.0 200') ? await take(back(bodyOf(final))) : 'refused';
      if (taken !== 'ok') await page.evaluate(() => globalThis.far.rollback());
      return final;
    },
    async end() {
      call.send('BYE');
      await chain.event('ended', callId);
    },
  };
}
