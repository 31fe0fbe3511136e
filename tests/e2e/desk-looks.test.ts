import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { axe } from '../support/desk/axe.ts';
import { type DeskBrowser, startDeskBrowser } from '../support/desk/desk-browser.ts';
import {
  aCall,
  aCallItem,
  aRenumbering,
  aPop,
  aWorkspace,
  aTalk,
  aTicket,
  idOf,
  lead,
  someTickets,
} from '../support/desk/desk-samples.ts';
import { someAuditLines } from '../support/desk/audit-samples.ts';
import type { DeskScript } from '../support/desk/desk-script.ts';

let browser: DeskBrowser;
beforeAll(async () => {
  browser = await startDeskBrowser();
});
afterEach(() => browser.closeDesks());
afterAll(() => browser.close());

interface Scene {
  readonly name: string;
  prepare(script: DeskScript): void;
  arrange(page: Page): Promise<void>;
}

const pop = () =>
  aPop(someTickets(), {
    match: 'one',
    ticketId: idOf('ticket', 7),
    repeatCount: 3,
    firstCallAt: Date.now(),
  });
const goTo = (name: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: true }).click();
};

const scenes: readonly Scene[] = [
  {
    name: 'sign-in',
    prepare: (script) => script.update({ user: null }),
    arrange: (page) => page.getByRole('button', { name: '登录' }).click(),
  },
  {
    name: 'sign-in with a password of the hub’s making',
    prepare: (script) => {
      script.update({ user: null });
      script.refusals.set('session.signIn', 'hub.passwordChangeNeeded');
    },
    async arrange(page) {
      await page.getByLabel('工号').fill('1003');
      await page.getByLabel('密码', { exact: true }).fill('demo-password');
      await page.keyboard.press('Enter');
      await page.getByLabel('新密码', { exact: true }).fill('too short');
      await page.keyboard.press('Enter');
      await page.getByText('新密码至少 10 位').waitFor();
    },
  },
  { name: 'idle workbench', prepare: () => {}, arrange: async () => {} },
  {
    name: 'choice while ringing',
    prepare: (script) => {
      script.setCalls([aCall()]);
      script.update({
        workspaces: [aWorkspace(aPop([aTicket(7), aTicket(9)], { match: 'several' }))],
      });
    },
    arrange: (page) => page.getByText('请选择本次来电对应的工单').waitFor(),
  },
  {
    name: 'talk with an inserted answer',
    prepare: (script) => {
      script.addTickets(someTickets());
      script.setCalls([aTalk()]);
      script.update({ workspaces: [aWorkspace(pop())] });
    },
    arrange: async (page) => {
      await page.getByRole('button', { name: /插入答复 第 1 条/ }).click();
      await page.getByText(/草稿已保存/).waitFor();
    },
  },
  {
    name: 'missing fields and a failed recording',
    prepare: (script) => {
      script.setCalls([aTalk({ recording: { kind: 'failed', code: 'recording.diskFull' } })]);
      script.update({ workspaces: [aWorkspace(aPop([]))] });
    },
    arrange: (page) => page.getByRole('button', { name: '自办办结' }).click(),
  },
  {
    name: 'closed ticket',
    prepare: (script) => {
      script.addTickets(someTickets());
      script.update({
        workspaces: [
          aWorkspace(aPop(someTickets(), { match: 'one', ticketId: idOf('ticket', 30) }), {
            answeredAt: 1,
            endedAt: 2,
          }),
        ],
      });
    },
    arrange: async (page) => {
      await page.getByRole('tab', { name: /待登记结果/ }).click();
      await page.getByText('已办结，只读').waitFor();
    },
  },
  {
    name: 'tickets',
    prepare: (script) =>
      script.addTickets(
        Array.from({ length: 30 }, (_, n) =>
          aTicket(n + 1, { deadline: { dueAt: Date.now() + (n - 3) * 3_000_000, rule: '' } }),
        ),
      ),
    arrange: async (page) => {
      await goTo('工单')(page);
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'knowledge base',
    prepare: () => {},
    arrange: async (page) => {
      await goTo('知识库')(page);
      await page.getByRole('searchbox').fill('积水');
      await page.getByRole('button', { name: /道路渍水/ }).click();
    },
  },
  {
    name: 'calls',
    prepare: (script) => {
      script.calls = Array.from({ length: 8 }, (_, n) => aCallItem(n + 1));
    },
    arrange: async (page) => {
      await goTo('通话')(page);
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'audit',
    prepare: (script) => {
      script.audit = someAuditLines(60);
      script.update({ user: lead });
    },
    arrange: async (page) => {
      await goTo('审计')(page);
      await page.getByRole('table').waitFor();
    },
  },
  {
    name: 'a disputed recording',
    prepare: (script) => {
      const item = aCallItem(1);
      const other = item.recording && {
        ...item.recording,
        recordingId: idOf('recording', 900),
        agentWorkNo: '1002',
      };
      script.calls = [{ ...item, otherRecordings: other ? [other] : [] }];
      script.update({ user: lead });
    },
    arrange: async (page) => {
      await goTo('录音')(page);
      await page.locator('.listening__row').click();
      await page.getByRole('button', { name: /另一台电脑交来的/ }).click();
      await page.getByText('正在听的是另一台电脑交来的录音').waitFor();
    },
  },
  {
    name: 'a ticket with a new number',
    prepare: (script) => script.update({ problems: [aRenumbering()] }),
    arrange: (page) => page.getByRole('button', { name: '知道了' }).waitFor(),
  },
  {
    name: 'offline, with a status detail open',
    prepare: (script) =>
      script.update({
        sync: {
          ...script.state().sync,
          hub: 'offline',
          recordingsWaiting: 3,
          error: 'upload.hubUnreachable',
        },
        phone: {
          ...script.state().phone,
          registration: {
            kind: 'retryWait',
            code: 'sip.connectionLost',
            retryAt: Date.now() + 9000,
            attempt: 3,
          },
        },
      }),
    arrange: (page) => page.getByRole('button', { name: /3 段待上传/ }).click(),
  },
  {
    name: 'settings',
    prepare: () => {},
    arrange: (page) => page.getByRole('button', { name: /^工号/ }).click(),
  },
  {
    name: 'changing the password',
    prepare: () => {},
    async arrange(page) {
      await page.getByRole('button', { name: /^工号/ }).click();
      await page.getByRole('button', { name: '修改密码' }).press('Enter');
      await page.getByLabel('原密码').fill('wrong');
      await page.getByLabel('新密码', { exact: true }).fill('a password of my own');
      await page.getByLabel('再输一次新密码').fill('a password of my own');
      await page.keyboard.press('Enter');
      await page.getByText('原密码不正确，还可以试 4 次').waitFor();
    },
  },
];

/** Places that need a horizontal scroll bar, and words that are cut at the edge of their box. */
function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const nameOf = (element: Element) =>
      `${element.tagName}.${element.className} «${element.textContent?.slice(0, 20)}»`;
    const found: string[] = [];
    if (document.documentElement.scrollWidth > window.innerWidth) found.push('the page');
    for (const element of document.querySelectorAll('header *, nav *, main *, footer *, .notice')) {
      const style = getComputedStyle(element);
      const clipped = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      const isCut = style.overflowX === 'hidden' || style.overflowX === 'auto';
      const isPlanned =
        style.textOverflow === 'ellipsis' || element.matches('.sr-only, input, .table *');
      if (clipped && isCut && !isPlanned) found.push(nameOf(element));
      const box = element.getBoundingClientRect();
      if (box.width > 0 && box.right > window.innerWidth + 1)
        found.push(`outside: ${nameOf(element)}`);
    }
    return found;
  });
}

describe.each(scenes)('$name', ({ prepare, arrange }) => {
  test.each(['light', 'night'] as const)('is clean for axe by %s', async (theme) => {
    const { page, complaints } = await browser.open(prepare, { theme });
    await arrange(page);
    expect(await axe(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test.each([
    { width: 1366, height: 768, textScale: 100 },
    { width: 1920, height: 1080, textScale: 100 },
    { width: 1366, height: 768, textScale: 150 },
  ] as const)('cuts no word at $width × $height and $textScale %', async (options) => {
    const { page } = await browser.open(prepare, options);
    await arrange(page);
    expect(await overflows(page)).toEqual([]);
  });
});
