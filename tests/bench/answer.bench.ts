import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { zhCn } from '../../src/renderer/i18n/zh-cn.ts';
import { type Asterisk, startAsterisk } from '../support/asterisk.ts';
import { launchBrowser } from '../support/browser.ts';
import { labAccount } from '../support/lab-account.ts';
import { startPageServer } from '../support/page-server.ts';
import { startStack } from '../support/stack.ts';
import { type Figure, figureOf, print, round } from './figure.ts';
import { installPageTaps, readTaps, untilMarks } from './page-taps.ts';

const calls = 12;
/** Nobody sees a ring and clicks sooner (about 250 ms is a fast simple reaction); the robot would within 50 ms. */
const reactionMs = 300;

/** Something that can be rung and answered by a click, with its moments tapped. */
interface Seat {
  readonly extension: '1001' | '1002';
  /** The page with the answer button, and the one that receives the sound. */
  readonly clicked: Page;
  readonly heard: Page;
  untilRinging(index: number): Promise<void>;
  answer(): Promise<void>;
  untilEnded(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Answer click to first received RTP packet, our desk and SIP.js `Web.SimpleUser` in turn against the same Asterisk.
 * The packet is seen by its synchronisation source, asked for every 4 ms, in both alike.
 */
export async function run(): Promise<void> {
  const asterisk = await startAsterisk();
  const seats: Seat[] = [];
  try {
    seats.push(await openDesk(asterisk), await openSimpleUser(asterisk));
    const samples: number[][] = [[], []];
    for (let index = 0; index < calls; index += 1) {
      for (const [which, seat] of seats.entries()) {
        samples[which]?.push(await oneCall(asterisk, seat, index));
      }
    }
    const [ours, theirs] = samples.map((values, which) =>
      figureOf(which === 0 ? 'answer' : 'answer.simpleUser', 'ms', values),
    );
    if (!ours || !theirs) throw new Error('a seat is missing');
    print({ ...ours, ratio: ratio(ours, theirs), reactionMs, peer: 'SIP.js Web.SimpleUser' });
    print(theirs);
  } finally {
    for (const seat of seats) await seat.close();
    await asterisk.stop();
  }
}

function ratio(ours: Figure, theirs: Figure): number {
  return round(ours.p50 / theirs.p50);
}

async function oneCall(asterisk: Asterisk, seat: Seat, index: number): Promise<number> {
  const call = await asterisk.call({ to: seat.extension, fromNumber: '19900000777' });
  await seat.untilRinging(index);
  await setTimeout(reactionMs);
  const clicksBefore = (await readTaps(seat.clicked)).clicks.length;
  await seat.answer();
  await call.untilAnswered();
  await seat.heard.waitForFunction(
    (count) => (globalThis.benchTaps?.firstPackets.length ?? 0) > count,
    index,
    { polling: 50, timeout: 15_000 },
  );
  const clickedAt = (await readTaps(seat.clicked)).clicks[clicksBefore];
  const heardAt = (await readTaps(seat.heard)).firstPackets[index];
  await call.hangUp();
  await call.untilEnded();
  await seat.untilEnded();
  return (heardAt ?? Number.NaN) - (clickedAt ?? Number.NaN);
}

async function openDesk(asterisk: Asterisk): Promise<Seat> {
  const stack = await startStack({ pbx: labAccount(asterisk), tap: installPageTaps });
  await stack.signIn();
  await stack.agent().untilReady(60_000);
  const bar = () => stack.desk().getByRole('banner', { name: zhCn.call.label });
  const seen = (text: string) => bar().getByText(text, { exact: true }).first().waitFor();
  return {
    extension: '1001',
    clicked: stack.desk(),
    heard: stack.phone,
    untilRinging: () => seen(zhCn.pill.alerting),
    answer: () => stack.agent().answer(),
    untilEnded: () => seen(zhCn.call.idle),
    close: () => stack.stop(),
  };
}

async function openSimpleUser(asterisk: Asterisk): Promise<Seat> {
  const server = await startPageServer();
  const browser = await launchBrowser();
  const context = await browser.newContext({ permissions: ['microphone'], bypassCSP: true });
  await context.addInitScript(installPageTaps);
  const page = await context.newPage();
  const account = new URLSearchParams({
    server: asterisk.wsUrl,
    domain: asterisk.domain,
    extension: '1002',
    secret: asterisk.secrets['1002'],
  });
  await page.goto(`${server.pageWith('/tests/bench/peers/simple-user.ts')}&${account}`);
  await untilMarks(page, 'registered', 1);
  let ended = 0;
  return {
    extension: '1002',
    clicked: page,
    heard: page,
    untilRinging: (index) => untilMarks(page, 'ringing', index + 1),
    answer: () => page.getByRole('button', { name: 'answer' }).click(),
    async untilEnded() {
      ended += 1;
      await untilMarks(page, 'ended', ended);
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
