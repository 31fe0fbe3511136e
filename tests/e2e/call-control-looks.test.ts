import { keepPicture } from '../support/keep-picture.ts';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axeApi from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { defaultCallSettings } from '../../src/shared/domain/phone/call-settings.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aCallItem,
  aPop,
  aWorkspace,
  aTalk,
  idOf,
  someTickets,
} from '../support/desk/desk-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

type AxeApi = typeof axeApi;

let browser: DeskBrowser;
let axeSource: string;
beforeAll(async () => {
  browser = await startDeskBrowser();
  axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

const number = (display: string) =>
  ({ raw: display, key: display.replaceAll(' ', ''), display, kind: 'mobile' }) as const;

const states = ['ready', 'talking', 'break', 'afterCallWork', 'signedOut'] as const;
const colleagues = Array.from({ length: 12 }, (_, n) => ({
  workNo: `10${n + 10}`,
  displayName: `坐席${n}`,
  isLead: n === 1,
  state: states[n % states.length] ?? 'ready',
  extension: `80${n + 10}`,
  reachable: n !== 5,
}));

/** A citizen on hold, a colleague asked, a third who rings: as much as the bar ever shows. */
const threeCalls = (script: DeskScript) => {
  script.addTickets(someTickets());
  script.update({
    calling: {
      ...defaultCallSettings,
      surveyNumber: '8800',
      partners: [
        { name: '公安', number: '110' },
        { name: '12345 市民热线', number: '12345' },
        { name: '排水公司调度', number: '02700000457' },
      ],
    },
    workspaces: [aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 7) }))],
  });
  script.setCalls([
    aTalk({ state: 'held', heldBy: 'agent' }),
    aTalk({
      callId: idOf('call', 3),
      direction: 'outbound',
      number: number('199 0000 0321'),
      purpose: 'consult',
      servesCallId: idOf('call', 1),
    }),
    aCall({ callId: idOf('call', 2), number: number('199 0000 0199') }),
  ]);
};

interface Scene {
  readonly name: string;
  prepare(script: DeskScript): void;
  arrange(page: Page): Promise<void>;
}

const scenes: readonly Scene[] = [
  {
    name: 'three calls',
    prepare: threeCalls,
    arrange: (page) => page.getByText('另有来电').waitFor(),
  },
  {
    name: 'transfer panel',
    prepare: (script) => {
      threeCalls(script);
      script.calls = [aCallItem(3), aCallItem(6)];
      script.update({ colleagues });
      script.setCalls([aTalk()]);
    },
    arrange: async (page) => {
      await page.keyboard.press('F6');
      await page.getByText('一键转接').waitFor();
      await page.getByText('坐席11', { exact: true }).waitFor();
      await page.getByText('最近拨打').first().waitFor();
    },
  },
  {
    name: 'dial pad',
    prepare: (script) => {
      script.calls = [aCallItem(3), aCallItem(6)];
    },
    arrange: async (page) => {
      await page.keyboard.press('F7');
      await page.getByRole('button', { name: /^重拨/ }).first().waitFor();
    },
  },
  {
    name: 'missed calls',
    prepare: (script) =>
      script.update({
        missed: [1, 6, 20].map((minutes, n) => ({
          callId: idOf('call', 60 + n),
          number: number(`199 0000 020${n}`),
          lineName: '水务热线 8273',
          ticketNo: n === 1 ? 'SW20260612-0147' : null,
          missedAt: Date.now() - minutes * 60_000,
          times: n + 1,
          calling: n === 2,
        })),
      }),
    arrange: async (page) => {
      await page.keyboard.press('Alt+M');
      await page.getByRole('list', { name: '漏接回拨' }).waitFor();
    },
  },
  {
    name: 'one call in detail',
    prepare: (script) => {
      script.calls = Array.from({ length: 8 }, (_, n) => aCallItem(n + 1));
    },
    arrange: async (page) => {
      await page.getByRole('button', { name: '通话', exact: true }).click();
      await page
        .getByRole('button', { name: /通话详情$/ })
        .first()
        .click();
      await page.getByRole('complementary', { name: '通话详情' }).waitFor();
    },
  },
];

/** Rules broken on the page. Landmark rules do not know popovers, which stand outside of `main`. */
async function axe(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as { axe: Pick<AxeApi, 'run'> };
    const { violations } = await checker.run(document, { rules: { region: { enabled: false } } });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  });
}

/** What reaches over an edge of the window. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header *, main *, nav *, .ant-popover *')]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const isShown = box.width > 0 && !element.matches('.sr-only, .table *, .tip__text');
        return isShown && (box.right > window.innerWidth + 1 || box.left < -1);
      })
      .map((element) => `${element.tagName}.${element.className}`),
  );
}

describe.each(scenes)('$name', ({ name, prepare, arrange }) => {
  test.each([
    { width: 1366, height: 768, theme: 'light' },
    { width: 1920, height: 1080, theme: 'night' },
  ] as const)('is clean for axe and within the window at $width by $theme', async (options) => {
    const { page, complaints } = await browser.open(prepare, options);
    await arrange(page);
    await keepPicture(page, `${name}-${options.width}`);
    expect(await outside(page)).toEqual([]);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
