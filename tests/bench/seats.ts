import type { Page } from 'playwright-core';
import { zhCn } from '../../src/renderer/i18n/catalogues.ts';
import type { Asterisk } from '../support/asterisk.ts';
import { launchBrowser } from '../support/browser.ts';
import { labAccount } from '../support/lab-account.ts';
import { startPageServer } from '../support/page-server.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { installPageTaps, untilMarks } from './page-taps.ts';
import { transferTarget } from './peers/transfer-target.ts';

/** Something that can be rung and answered by a click, with its moments tapped. */
export interface Seat {
  readonly name: SeatName;
  readonly extension: '1001' | '1002';
  /** The page with the answer button, and the one with the telephone in it. */
  readonly clicked: Page;
  readonly phone: Page;
  untilReady(limitMs?: number): Promise<void>;
  untilRinging(): Promise<void>;
  answer(): Promise<void>;
  /** Everything before the click of `transfer`: in our desk the panel is opened and the number typed. */
  prepareTransfer(): Promise<void>;
  /** Blind transfer to `transferTarget`. */
  transfer(): Promise<void>;
  untilEnded(): Promise<void>;
  /** No longer registered, so that another seat can have the extension. */
  close(): Promise<void>;
}

export type SeatName = 'ours' | 'SIP.js SimpleUser' | 'JsSIP';

export interface SeatOptions {
  readonly asterisk: Asterisk;
  /** 48 kHz mono WAV that the agent says all the time. */
  readonly microphoneFile: string;
  /** `ws:` address of the PBX, where it is not Asterisk itself (a proxy that can be cut). */
  readonly serverUrl?: string;
}

/** The product: hub, host, desk page and phone page. */
export interface DeskSeat extends Seat {
  readonly stack: Stack;
  hangUp(): Promise<void>;
}

export async function openDeskSeat({
  asterisk,
  microphoneFile,
  serverUrl = asterisk.wsUrl,
}: SeatOptions): Promise<DeskSeat> {
  const stack = await startStack({
    pbx: labAccount(asterisk, { serverUrl }),
    tap: installPageTaps,
    browser: { microphoneFile },
  });
  await stack.signIn();
  await stack.agent().untilReady(60_000);
  const bar = () => stack.desk().getByRole('banner', { name: zhCn.call.label });
  const seen = (text: string) => bar().getByText(text, { exact: true }).first().waitFor();
  return {
    name: 'ours',
    extension: '1001',
    stack,
    clicked: stack.desk(),
    phone: stack.phone,
    untilReady: (limitMs = 60_000) => stack.agent().untilReady(limitMs),
    untilRinging: () => seen(zhCn.pill.alerting),
    answer: () => stack.agent().answer(),
    async prepareTransfer() {
      await stack.desk().keyboard.press('F6');
      await stack.desk().getByLabel(zhCn.dialPad.number, { exact: true }).fill(transferTarget);
    },
    transfer: () =>
      stack.desk().getByRole('button', { name: zhCn.lines.transfer.blind, exact: true }).click(),
    hangUp: () =>
      bar().getByRole('button', { name: zhCn.call.buttons.hangUp, exact: true }).click(),
    untilEnded: () => seen(zhCn.call.idle),
    close: () => stack.stop(),
  };
}

const modules: Readonly<Record<Exclude<SeatName, 'ours'>, string>> = {
  'SIP.js SimpleUser': '/tests/bench/peers/simple-user.ts',
  JsSIP: '/tests/bench/peers/jssip.ts',
};

/** A page with nothing in it but another library's softphone, used as its documentation shows. */
export async function openPeerSeat(
  name: Exclude<SeatName, 'ours'>,
  { asterisk, microphoneFile, serverUrl = asterisk.wsUrl }: SeatOptions,
): Promise<Seat> {
  const server = await startPageServer(undefined, ['jssip']);
  const browser = await launchBrowser({ microphoneFile });
  const context = await browser.newContext({ permissions: ['microphone'], bypassCSP: true });
  await context.addInitScript(installPageTaps);
  const page = await context.newPage();
  const account = new URLSearchParams({
    server: serverUrl,
    domain: asterisk.domain,
    extension: '1002',
    secret: asterisk.secrets['1002'],
  });
  await page.goto(`${server.pageWith(modules[name])}&${account}`);
  const counts = { ringing: 0, ended: 0 };
  const next = (mark: keyof typeof counts) => {
    counts[mark] += 1;
    return untilMarks(page, mark, counts[mark]);
  };
  await untilMarks(page, 'registered', 1);
  return {
    name,
    extension: '1002',
    clicked: page,
    phone: page,
    untilReady: () => Promise.resolve(),
    untilRinging: () => next('ringing'),
    answer: () => page.getByRole('button', { name: 'answer' }).click(),
    prepareTransfer: () => Promise.resolve(),
    // Only JsSIP's page has the button.
    transfer: () => page.getByRole('button', { name: 'transfer' }).click(),
    untilEnded: () => next('ended'),
    async close() {
      await page.getByRole('button', { name: 'leave' }).click();
      await untilMarks(page, 'left', 1);
      await browser.close();
      await server.close();
    },
  };
}
