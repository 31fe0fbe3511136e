import { keepPicture } from '../support/keep-picture.ts';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createAgentUi } from '../../tools/demo/agent-ui.ts';
import { startFakeDesk } from '../../tools/dev/start-fake-desk.ts';
import { type CleanUp, createCleanUp } from '../../tools/launch/clean-up.ts';
import { launchBrowser } from '../support/browser.ts';
import { axe } from '../support/desk/axe.ts';

const root = join(import.meta.dirname, '..', '..');
const configSchema = z.object({ hub: z.object({ url: z.string() }) });
const looks = [
  { width: 1366, height: 768, theme: 'light' },
  { width: 1920, height: 1080, theme: 'night' },
] as const;

/** Tab until the control of this name has the focus: what a hand on the keyboard does. */
async function tabTo(page: Page, name: string) {
  for (let press = 0; press < 80; press += 1) {
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      const label =
        element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
          ? (element.labels?.[0]?.textContent ?? '')
          : '';
      return `${element?.getAttribute('aria-label') ?? ''}|${label}|${element?.textContent ?? ''}`;
    });
    if (found.split('|').some((part) => part.startsWith(name))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no control ${name}`);
}

describe('a storm at two desks, by keyboard alone', () => {
  let folder: string;
  let cleanUp: CleanUp;
  let browser: Browser;
  let lead: Page;
  let desk: Page;
  let phone: Page;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hotline-storm-'));
    cleanUp = createCleanUp(() => {});
    const [one, two] = ['one', 'two'].map((name) => join(folder, name));
    if (one === undefined || two === undefined) throw new Error('no folders');
    mkdirSync(one);
    mkdirSync(two);
    const agents = await startFakeDesk({ root, folder: one, cleanUp });
    const config: unknown = JSON.parse(readFileSync(join(one, 'desk', 'desk.json'), 'utf8'));
    const hubUrl = configSchema.parse(config).hub.url;
    const leads = await startFakeDesk({ root, folder: two, cleanUp, hubUrl });
    browser = await launchBrowser();
    const open = async (url: unknown, viewport = { width: 1366, height: 768 }) => {
      const page = await (await browser.newContext({ viewport })).newPage();
      await page.goto(String(url));
      return page;
    };
    desk = await open(agents.ready['deskUrl']);
    phone = await desk.context().newPage();
    await phone.goto(String(agents.ready['phoneUrl']));
    await desk.bringToFront();
    lead = await open(leads.ready['deskUrl']);
    const agent = createAgentUi(desk, 30_000);
    await agent.signIn('1001', 'demo-hotline-2026');
    await agent.untilReady(30_000);
    await createAgentUi(lead, 30_000).signIn('2001', 'demo-hotline-2026');
  });
  afterAll(async () => {
    await browser.close();
    await cleanUp.run();
    rmSync(folder, { recursive: true, force: true });
  });

  const ring = async (who: string) => {
    await phone
      .getByRole('navigation', { name: '假电话' })
      .getByRole('button', { name: who })
      .click();
    await desk.bringToFront();
    await desk.getByRole('button', { name: '接听' }).first().waitFor();
    await desk.keyboard.press('F2');
    // The form of this caller, and not of the one before.
    const place = desk.getByLabel('1 地点或点位');
    await expect.poll(() => place.inputValue()).toBe('');
  };
  const hangUp = () =>
    phone
      .getByRole('navigation', { name: '假电话' })
      .getByRole('button', { name: '对方挂断' })
      .click();
  const band = (page: Page) => page.getByRole('region', { name: '暴雨模式' });
  const look = async (page: Page, name: string) => {
    for (const { width, height, theme } of looks) {
      await page.setViewportSize({ width, height });
      await page.evaluate((next) => (document.documentElement.dataset['theme'] = next), theme);
      await keepPicture(page, `${name}-${width}`);
      expect(await axe(page)).toEqual([]);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    await page.evaluate(() => (document.documentElement.dataset['theme'] = 'light'));
  };

  const startsForAll = async () => {
    // the lead puts in the points and starts it; every desk shows it
    await lead.keyboard.press('Alt+O');
    await lead.getByText('还没有启用过暴雨模式').waitFor();
    await tabTo(lead, '易渍点');
    await lead.keyboard.press('Enter');
    await tabTo(lead, '易渍点');
    await lead.keyboard.type('江岸区 竹叶山立交｜竹叶山桥洞');
    await lead.getByText('共 1 个易渍点').waitFor();
    await tabTo(lead, '提交清单');
    await lead.keyboard.press('Enter');
    await lead.getByRole('dialog').waitFor({ state: 'detached' });
    await tabTo(lead, '启动暴雨模式');
    await lead.keyboard.press('Enter');
    await tabTo(lead, '原因');
    await lead.keyboard.type('气象台 14:00 发布暴雨橙色预警');
    await lead.keyboard.press('Shift+Tab');
    await lead.keyboard.press('ArrowDown');
    await lead.keyboard.press('ArrowDown');
    await lead.keyboard.press('Tab');
    await lead.keyboard.press('Enter');
    for (const page of [lead, desk]) await band(page).getByText('暴雨模式 · 橙色').waitFor();
  };

  const fiveFields = async () => {
    // five fields are saved by keys; nothing typed is lost between the forms
    await ring('来电：陌生号码');
    await desk.keyboard.press('Alt+D');
    await desk.keyboard.type('竹叶山立交');
    await desk.keyboard.press('Enter');
    await desk.keyboard.type('齐膝，约 50 厘米');
    await desk.keyboard.press('Enter');
    await desk.keyboard.press('Space');
    await desk.keyboard.press('ArrowDown');
    await desk.getByText(/有人被困：工单即刻转为紧急/).waitFor();
    await desk.keyboard.press('Enter');
    expect(await desk.getByLabel('联系电话').inputValue()).toContain('199 0000 0199');
    await desk.keyboard.press('Enter');
    await desk.keyboard.type('桥下有一辆公交车');
    await desk.keyboard.press('Alt+U');
    const content = desk.getByRole('textbox', { name: '诉求内容' });
    await content.waitFor();
    expect(await content.inputValue()).toBe(
      '积水情况：齐膝，约 50 厘米\n被困：有人被困\n备注：桥下有一辆公交车',
    );
    await content.focus();
    await desk.keyboard.press('Control+End');
    await desk.keyboard.type('，请快');
    await desk.keyboard.press('Alt+U');
    expect(await desk.getByLabel('5 备注').inputValue()).toBe('桥下有一辆公交车，请快');
    await look(desk, 'short-form');
    await desk.keyboard.press('Control+s');
    await desk.getByRole('region', { name: '事件：竹叶山立交' }).waitFor();
    await desk.getByText('紧急', { exact: true }).first().waitFor();
    await band(lead)
      .getByText(/来电 1 人 · 未答复 1 人/)
      .waitFor();
    await band(lead)
      .getByText(/有人被困 1 起/)
      .waitFor();
    await hangUp();
  };

  const secondCallerJoins = async () => {
    // the second caller of the point joins by one key and hears how it stands
    await lead.getByRole('button', { name: '竹叶山立交' }).waitFor();
    await tabTo(lead, '告知口径');
    await lead.keyboard.type('排水队已到场，预计一小时内排干，请绕行。');
    await lead.keyboard.press('Control+Enter');
    await lead.getByText(/第 1 版，工号 2001/).waitFor();
    await ring('来电：匿名');
    await desk.keyboard.press('Alt+D');
    await desk.keyboard.type('竹叶山桥洞');
    await desk.getByText(/“竹叶山立交”是易渍点，已有事件/).waitFor();
    await look(desk, 'join-hint');
    await desk.keyboard.press('Alt+G');
    await desk
      .getByRole('region', { name: '事件：竹叶山立交' })
      .getByText('排水队已到场，预计一小时内排干，请绕行。')
      .waitFor();
    await look(desk, 'joined');
    await band(lead)
      .getByText(/点位 1 个 · 来电 2 人/)
      .waitFor();
    await look(lead, 'board');
    await hangUp();
  };

  const endIsRefusedThenAllowed = async () => {
    // its end is refused while somebody is open, and allowed once all are listed
    await tabTo(lead, '结束暴雨模式');
    await lead.keyboard.press('Enter');
    await lead.getByText(/还有 2 位来电人既未答复，也未列入回复清单/).waitFor();
    await look(lead, 'end-refused');
    expect(
      await lead.getByRole('dialog').getByRole('button', { name: '结束暴雨模式' }).isDisabled(),
    ).toBe(true);
    await lead.keyboard.press('Escape');
    await tabTo(lead, '答复口径');
    await lead.keyboard.type('积水已退，道路恢复通行。');
    await lead.keyboard.press('Control+Enter');
    await lead.getByText('已列入回复清单').first().waitFor();
    await tabTo(lead, '结束暴雨模式');
    await lead.keyboard.press('Enter');
    await lead.getByText(/尚未告知的 2 人留在回复清单和今日工作中/).waitFor();
    // 取消 has the focus, so that one key too many ends nothing.
    await lead.keyboard.press('Tab');
    await lead.keyboard.press('Enter');
    for (const page of [lead, desk]) await band(page).waitFor({ state: 'detached' });
  };

  const repliesAreDialled = async () => {
    // who is owed a reply is in 今日工作, is dialled by one key, and is told or noted by another
    await desk.keyboard.press('Alt+H');
    await desk.getByText('竹叶山立交：2 人未告知').waitFor();
    await desk.keyboard.press('Alt+O');
    await tabTo(desk, '回复清单');
    await desk.keyboard.press('Enter');
    await desk.getByText('积水已退，道路恢复通行。').waitFor();
    await look(desk, 'replies');
    await tabTo(desk, '拨打');
    await desk.keyboard.press('Enter');
    // The scripted PBX knows no number that ends so: it was dialled.
    await desk
      .locator('.callbar')
      .getByText(/号码不存在或无法接通/)
      .first()
      .waitFor();
    await tabTo(desk, '拨打');
    // Pressed twice, it was tried once.
    await desk.keyboard.press('2');
    await desk.keyboard.press('2');
    await desk.getByText(/已试 1 次/).waitFor();
    await expect.poll(() => desk.locator('.replies').getAttribute('aria-busy')).toBe('false');
    expect(await desk.locator('.replies').innerText()).toContain('已试 1 次');
    await tabTo(desk, '拨打');
    await desk.keyboard.press('3');
    await desk.getByText('回复清单 1').waitFor();
    await tabTo(desk, '拨打');
    await desk.keyboard.press('1');
    await desk.getByText('没有待回复的来电人').waitFor();
    await desk.keyboard.press('Alt+H');
    await desk.getByText('竹叶山立交：2 人未告知').waitFor({ state: 'detached' });
  };

  // One after the other: each begins where the one before has left the office.
  it('runs from its start to the last reply', async () => {
    for (const step of [
      startsForAll,
      fiveFields,
      secondCallerJoins,
      endIsRefusedThenAllowed,
      repliesAreDialled,
    ])
      await step();
  });
});
